-- Actions of devices outside the database wait in one queue per object, in the order of their places. Whoever holds the
-- lease of the device runs its queue; the lease is held exactly while there is work.
alter table device
  add column lease_owner uuid,
  add column lease_until timestamptz;

create index device_leased on device (lease_until) where lease_owner is not null;

alter table execution
  add column place      bigint generated always as identity,
  -- safe actions are kept only until their caller has been answered
  add column safe       boolean not null default false,
  add column expires_at timestamptz,
  -- step of the process execution that waits for an answer; null when nobody does
  add column step       int;

create index execution_open on execution (smartobject_id, place) where finished_at is null;
