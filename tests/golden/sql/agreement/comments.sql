/* one; /* two; */ still; -- not a line comment
*/
select 1;
-- only a comment; here
;;
/**/ select /* a; */ 2 /* /*/ ; */ */;
select 1 /-- a comment ends the operator;
 2;
select 1 +/* ; */ 2;
select 4 */* ; */ 2;
select 3 /* it's; "fine */ as x;
select 1 - -1, 2 -(-2);; ;
select '/*', 1; select '*/', 2;
-- at the end without a line end
select 'last' -- ;
-- no newline; after this