-- Revert business:booking/time_blocks from pg

DROP TABLE public.time_blocks;
