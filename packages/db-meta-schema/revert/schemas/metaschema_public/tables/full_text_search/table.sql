-- Revert db-meta-schema:schemas/metaschema_public/tables/full_text_search/table from pg

DROP TABLE metaschema_public.full_text_search;
