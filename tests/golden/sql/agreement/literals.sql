-- Literals of every kind, with what could end a statement inside them.
select 'a;b', 'it''s; fine', '';
select E'it\'s; fine', e'\\', E'a\\''; b';
select e'first \' ;'
       ' second \' ;', 1;
select b'1010', x'1F;F', N'national;', U&'d\0061t;a', u&'\00e9' uescape '!';
select 'one'
       'two; three', 4;
select "a;b", "say ""hi;""", U&"d\0061t;a" from (values (1, 2, 3)) as v ("a;b", "say ""hi;""", data);
select $$a;b$$, $tag$ $$ ; $other$ ; $tag$, $täg1$;$täg1$, $_$;$_$, $$$$;
select $a$ $a $ $a$;
select 1.5e-3, .5, 5., 1e10, 12345;
select 1 as a$b$c, 2 as "x", a$b$c.y from (select 1 as y) as a$b$c;
select $1, $2::text;
select '\', 'x';
select 'a' /* ; */ || 'b' -- ;
     , 'c';
