-- The tables there are, as programs that read them expect them.
SELECT plan(28);

SELECT has_table('metaschema_modules_public', t || '_module', t || '_module') FROM unnest('{connected_accounts,crypto_addresses,crypto_auth,default_ids,emails,encrypted_secrets,field,invites,levels,limits,membership_types,memberships,permissions,phone_numbers,rls,secrets,tokens,user_auth,users,uuid}'::text[]) AS t;
SELECT cmp_ok(count(*), '>', 15::bigint, 'more than 15 modules') FROM pg_class WHERE relnamespace = 'metaschema_modules_public'::regnamespace AND relname LIKE '%\_module' AND relkind = 'r';
SELECT is_empty($$
  SELECT t.table_name, w.column_name
    FROM (VALUES
      ('users_module', 'id'), ('users_module', 'database_id'), ('users_module', 'schema_id'), ('users_module', 'table_id'), ('users_module', 'table_name'), ('users_module', 'type_table_id'), ('users_module', 'type_table_name'),
      ('tokens_module', 'tokens_table'), ('tokens_module', 'tokens_default_expiration'), ('tokens_module', 'owned_table_id'), ('emails_module', 'private_schema_id'), ('emails_module', 'owner_table_id'),
      ('events_module', 'achievement_rewards_table_id'), ('events_module', 'record_event'), ('events_module', 'scope')
    ) AS w (table_name, column_name)
    CROSS JOIN LATERAL (SELECT w.table_name) AS t
   WHERE NOT EXISTS (SELECT 1 FROM information_schema.columns AS c WHERE c.table_schema = 'metaschema_modules_public' AND (c.table_name, c.column_name) = (w.table_name, w.column_name))$$, 'the columns programs ask for');
SELECT is_empty($$
  SELECT c.relname
    FROM pg_class AS c
   WHERE c.relnamespace = 'metaschema_modules_public'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('module_catalogue', 'module_requirement')
     AND (SELECT count(*) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname IN ('database_id', 'api_id', 'enabled', 'settings')) <> 4$$, 'every module belongs to a database and perhaps an API, is on or off, and has settings');
SELECT is_empty($$
  SELECT attrelid::regclass FROM pg_attribute JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
   WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace::regnamespace::text IN ('metaschema_modules_public', 'metaschema_public', 'services_public'))
     AND pg_get_expr(adbin, adrelid) LIKE '%00000000-0000%'$$, 'no id defaults to one that belongs to nothing');
SELECT cmp_ok(count(*), '>', 10::bigint, 'more than 10 modules belong to a database') FROM pg_constraint WHERE contype = 'f' AND connamespace = 'metaschema_modules_public'::regnamespace AND conname = 'db_fkey' AND confrelid = 'metaschema_public.database'::regclass AND confdeltype = 'c';
SELECT is(array_agg(DISTINCT confrelid::regclass::text COLLATE "default" ORDER BY confrelid::regclass::text COLLATE "default"), ARRAY['metaschema_modules_public.module_catalogue', 'metaschema_public."table"', 'metaschema_public.database', 'metaschema_public.field', 'metaschema_public.schema', 'services_public.apis'], 'what they refer to')
  FROM pg_constraint WHERE contype = 'f' AND connamespace = 'metaschema_modules_public'::regnamespace HAVING count(*) > 20;
SELECT is_empty($$
  SELECT attrelid::regclass, attname FROM pg_attribute
   WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'metaschema_modules_public'::regnamespace AND relkind = 'r')
     AND attname LIKE '%table\_id'
     AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'f' AND conrelid = attrelid AND conkey = ARRAY[attnum])$$, 'a table that is named exists');
SELECT is_empty($$
  SELECT t FROM unnest('{users_module,tokens_module}'::text[]) AS t
   WHERE (SELECT count(*) FROM pg_attrdef WHERE adrelid = ('metaschema_modules_public.' || t)::regclass) <= 3$$, 'users and tokens have more than 3 defaults');

SELECT * FROM finish();
