select (select max(x) from (values (1), (2)) as v (x)) as m, array[[1, 2], [3, 4]], row(1, 'a;');
select case when a > 1 then 'x;' else case b when 2 then 'y' end end as end from t as t (a, b);
with recursive r (n) as (select 1 union all select n + 1 from r where n < 10) select * from r;
select 1 union select 2; select 3 except (select 4); (select 5); values (6), (7); table t;
select * from t where a like '%\;%' escape '\' and b in ('(', ')', ';');
select 1 as "(", 2 as ")", '((' as c, $$)$$ as d;
insert into t (a, b) values (1, 'x') on conflict (a) do update set b = excluded.b || ';';
update t set (a, b) = (1, 'b;') where current of c;
delete from t using u where t.a = u.a returning t.*;
merge into t using u on t.a = u.a when matched then update set b = ';' when not matched then do nothing;
select 'a' as end, 'b' as begin, 'c' as atomic, 'd' as commit, 'e' as copy;
select 1 commit; select 1 end; select 1 begin;
lock table t in share mode; truncate t, u cascade; refresh materialized view v;
call p(1, 'a;b'); execute q(1); deallocate all; analyze t; checkpoint; load 'x;';
explain (analyze, buffers) select 1; explain create table t2 as select 1;
create trigger g before insert on t for each row when (new.a > 1) execute function f('a;');
create policy y on t using (a = (select 1)) with check (b <> ';');
create type e as enum ('a;', 'b'); alter type e add value 'c;';
create domain d as text check (value ~ E'^\\d+;$');
create aggregate g (int) (sfunc = int4pl, stype = int, initcond = '0');
create operator === (leftarg = int, rightarg = int, function = int4eq);
create event trigger e on ddl_command_end execute function f();
create schema s create table t (a int) create view v as select 1;
create extension if not exists pgcrypto with schema public cascade;
alter default privileges in schema s grant select on tables to r;
security label on table t is 'x;';
create function f(a text default ';', b text[] default array[';']) returns table (c int, d text)
    language plpgsql stable set search_path = 'a;b' as $function$
declare s text := $q$ ; $q$;
begin
    begin
        return query select 1, 'x;';
    exception when others then null;
    end;
end
$function$;
select 'Ünïcödé;', "ñ;", ä$b from (select 1 as "ñ;", 2 as ä$b) as ö;
set local search_path = a, b; set time zone 'UTC'; reset all; show search_path;
