select 1;
-- a comment;
select
 2;

insert into t values ('a
b;');
select E'a\';'
  'b\';';
