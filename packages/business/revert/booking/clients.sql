-- Revert business:booking/clients from pg

DROP TABLE public.clients;
