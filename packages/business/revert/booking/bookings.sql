-- Revert business:booking/bookings from pg

DROP TABLE public.bookings;
