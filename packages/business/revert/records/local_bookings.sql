-- Revert business:records/local_bookings from pg

DROP TABLE public.local_bookings;
