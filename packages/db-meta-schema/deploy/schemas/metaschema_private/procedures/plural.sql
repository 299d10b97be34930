-- Deploy db-meta-schema:schemas/metaschema_private/procedures/plural to pg

-- requires: schemas/metaschema_private/schema

CREATE FUNCTION metaschema_private.plural(word text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
SELECT CASE
    -- Irregular words.
    WHEN word ~* 'person$' THEN regexp_replace(word, 'rson$', 'ople', 'i')
    WHEN word ~* 'man$' AND word !~* '(hu|ger|ro|sha|otto|talis)man$' THEN regexp_replace(word, 'an$', 'en', 'i')
    WHEN word ~* 'child$' THEN word || 'ren'
    WHEN word ~* '(^|_)ox$' THEN word || 'en'
    WHEN word ~* '(foot|tooth)$' THEN regexp_replace(word, 'oo(t|th)$', 'ee\1', 'i')
    WHEN word ~* 'goose$' THEN regexp_replace(word, 'oose$', 'eese', 'i')
    WHEN word ~* '(^|_)genus$' THEN regexp_replace(word, 'us$', 'era', 'i')
    WHEN word ~* '(^|_)mouse$' THEN regexp_replace(word, 'ouse$', 'ice', 'i')
    WHEN word ~* 'quiz$' THEN word || 'zes'
    WHEN word ~* 'criterion$' THEN regexp_replace(word, 'on$', 'a', 'i')
    WHEN word ~* '(matr|vert|ind)(ix|ex)$' THEN regexp_replace(word, '(ix|ex)$', 'ices', 'i')
    -- Words that are plural already.
    WHEN word ~* '((^|_)(people|men|women|mice|oxen|genera|feet|teeth|geese)|people|children|[ti]a|ies|ves|oes|ses|xes|zes|ches|shes|ices)$' THEN word
    -- Endings.
    WHEN word ~* '(alias|status|canvas|campus)$' THEN word || 'es'
    WHEN word ~* '(x|ch|ss|sh)$' THEN word || 'es'
    WHEN word ~* '([^aeiou]|qu)y$' THEN regexp_replace(word, 'y$', 'ies', 'i')
    WHEN word ~* '([lr]f|[^f]fe|(lea|shea|loa|thie)f)$' THEN regexp_replace(word, 'fe?$', 'ves', 'i')
    WHEN word ~* 'sis$' THEN regexp_replace(word, 'sis$', 'ses', 'i')
    WHEN word ~* '[ti]um$' THEN regexp_replace(word, 'um$', 'a', 'i')
    WHEN word ~* '(buffal|tomat|potat)o$' THEN word || 'es'
    WHEN word ~* 's$' THEN word
    ELSE word || 's'
  END
$$;

COMMENT ON FUNCTION metaschema_private.plural(text) IS 'The plural of an English word, by rules in a fixed order: an index may rely on it';

REVOKE ALL ON FUNCTION metaschema_private.plural(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metaschema_private.plural(text) TO authenticated, administrator;
