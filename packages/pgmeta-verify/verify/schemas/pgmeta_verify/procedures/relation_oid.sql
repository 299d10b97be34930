-- Verify pgmeta-verify:schemas/pgmeta_verify/procedures/relation_oid on pg

SELECT pgmeta_verify.verify_function_definition(
  'pgmeta_verify.relation_oid(text, "char"[])',
  '(qualified_name text, VARIADIC kinds "char"[] DEFAULT ''{r,p,v,m,f}''::"char"[]) returns oid language sql stable set search_path=pg_catalog, pg_temp',
  '8940df06f99c44db73ec041476296cc2');
