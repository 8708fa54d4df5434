-- The life of a module changes at once, its objects follow some at a time. Until all have, whoever comes by goes on.
alter table module add column unsettled boolean not null default false;
