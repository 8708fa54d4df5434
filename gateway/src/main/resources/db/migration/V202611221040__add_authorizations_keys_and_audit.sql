-- Every row of the route table by a number, so that the API can point at it. Rows stay when a route goes,
-- so that its number never means another one.
create table authorizations (
    id        bigint primary key default nextval('identity_ids'),
    route     text    not null unique,
    method    text    not null,
    reference text    not null,
    -- Whether a token is needed, and whether a profile can be given or denied it.
    secure    boolean not null,
    grantable boolean not null
);

create table api_keys (
    id           bigint primary key,
    name         text        not null,
    -- The beginning of the key, by which people know it again.
    prefix       text        not null,
    -- SHA-256; the key itself is kept nowhere, and 256 random bits need no slow hash.
    key_hash     bytea       not null unique,
    user_id      bigint      not null references users on delete cascade,
    -- The jti of every token that the key is swapped for: one revocation voids them all.
    token_id     uuid        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz
);
create index api_keys_user on api_keys (user_id);

create table audit_log (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    kind       text        not null,
    user_id    bigint,
    login      text,
    profile_id bigint,
    profile    text,
    subject    text        not null,
    detail     text,
    address    text,
    request_id text,
    times      integer     not null
);
create index audit_log_at on audit_log (at, id);
create index audit_log_kind on audit_log (kind, id);

-- A key is published before it signs, so that every verifier knows it by then.
alter table signing_keys drop constraint signing_keys_state_check;
alter table signing_keys add check (state in ('next', 'current', 'retired'));
alter table signing_keys add column changed_at timestamptz;
update signing_keys set changed_at = created_at;
alter table signing_keys alter column changed_at set not null;
create unique index signing_keys_one_next on signing_keys (state) where state = 'next';
