create function a() returns int language sql begin atomic select 1; select 2; end;
create or replace function b(x int default 1) returns int
language sql
begin /* ; */ atomic
    select case when x > 1 then 1 else case x when 0 then 2 end end;
    select t.x as "end" from (select 1 as x) as t;
    select 1 as end;
    select 1 as case;
end;
create procedure c() language sql begin atomic insert into t values (1); delete from t; end;
create function d() returns int language sql begin atomic end;
create function e() returns int language sql return case when true then 1 else 2 end;
create function f() returns int language plpgsql as $$ begin; atomic; end; $$;
create function g(begin int, atomic int) returns int language sql as 'select 1; select 2;';
create function h() returns int language sql begin atomic select t.end from t; end;
select 1;
create view v as select 1 as begin, 2 as atomic;
create view w as select 1 begin;
select case when true then 1 end;
select 1;
