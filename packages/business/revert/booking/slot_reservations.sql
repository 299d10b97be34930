-- Revert business:booking/slot_reservations from pg

DROP TABLE public.slot_reservations;
