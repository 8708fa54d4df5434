-- With what tells ended actions that change something from others, the surplus of an object is found in the index alone.
drop index execution_of_smartobject;
create index execution_of_smartobject on execution (smartobject_id, accepted_at desc, id desc) include (finished_at, safe);
