-- Whether rights have been given on the objects of the type; that none are left does not open it again.
alter table objecttype add column restricted boolean not null default false;
update objecttype t set restricted = true where exists (select 1 from type_access a where a.type_id = t.id);

-- What a deleted property has left is found by it.
create index object_secret_by_property on object_secret (property_id);
