-- A database with two APIs, and another database: what modules are installed in.
INSERT INTO metaschema_public.database (id, name) VALUES
  ('d0000000-0000-4000-8000-000000000001', 'shop'),
  ('d0000000-0000-4000-8000-000000000002', 'library');
INSERT INTO services_public.apis (id, database_id, name) VALUES
  ('a1000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', 'public'),
  ('a1000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000001', 'admin');
