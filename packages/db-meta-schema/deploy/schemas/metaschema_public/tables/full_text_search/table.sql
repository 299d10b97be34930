-- Deploy db-meta-schema:schemas/metaschema_public/tables/full_text_search/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/table/table
-- requires: schemas/metaschema_public/tables/field/table

CREATE TABLE metaschema_public.full_text_search (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  table_id uuid NOT NULL,
  field_id uuid NOT NULL,
  field_ids uuid[] NOT NULL,
  weights text[] NOT NULL,
  langs text[] NOT NULL,
  CONSTRAINT full_text_search_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT field_fkey FOREIGN KEY (field_id) REFERENCES metaschema_public.field (id) ON DELETE CASCADE,
  CONSTRAINT full_text_search_cardinality_check CHECK (cardinality(field_ids) = cardinality(weights) AND cardinality(weights) = cardinality(langs))
);

CREATE INDEX full_text_search_database_id_idx ON metaschema_public.full_text_search (database_id);
CREATE INDEX full_text_search_table_id_idx ON metaschema_public.full_text_search (table_id);

COMMENT ON TABLE metaschema_public.full_text_search IS 'A full-text search vector: which fields of a table feed it';
COMMENT ON COLUMN metaschema_public.full_text_search.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.full_text_search.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.full_text_search.table_id IS 'The table it belongs to';
COMMENT ON COLUMN metaschema_public.full_text_search.field_id IS 'The field that holds the vector';
COMMENT ON COLUMN metaschema_public.full_text_search.field_ids IS 'The fields that feed the vector';
COMMENT ON COLUMN metaschema_public.full_text_search.weights IS 'The weight of each, A to D';
COMMENT ON COLUMN metaschema_public.full_text_search.langs IS 'The text search configuration of each';

GRANT SELECT ON TABLE metaschema_public.full_text_search TO authenticated;
GRANT ALL ON TABLE metaschema_public.full_text_search TO administrator;
