-- Users and profiles share one sequence, so an id means one thing only. Below 10: what is built in.
create sequence identity_ids start with 10;

create table profiles (
    id         bigint primary key,
    name       text        not null,
    built_in   boolean     not null,
    version    bigint      not null,
    created_at timestamptz not null
);
create unique index profiles_name on profiles (lower(name));

insert into profiles (id, name, built_in, version, created_at)
values (1, 'admin', true, 1, now()),
       (2, 'guest', true, 1, now()),
       (3, 'occupant', true, 1, now());

-- Grants: a key of the route table, "GET /widgets/:idWidget", that a profile may call.
create table profile_routes (
    profile_id bigint not null references profiles on delete cascade,
    route      text   not null,
    primary key (profile_id, route)
);

-- Routes whose default grants have been given. Each is given once, so that a grant somebody took
-- away does not come back with the next start, and a route of a newer version is still granted.
create table offered_routes (
    route      text primary key,
    offered_at timestamptz not null default now()
);

create table users (
    id                bigint primary key,
    login             text        not null,
    password_hash     text        not null,
    profile_id        bigint      not null references profiles,
    built_in          boolean     not null,
    enabled           boolean     not null,
    -- Tokens issued before are void.
    tokens_valid_from timestamptz not null,
    version           bigint      not null,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);
create unique index users_login on users (lower(login));
create index users_profile on users (profile_id);

create table signing_keys (
    kid         text primary key,
    state       text        not null check (state in ('current', 'retired')),
    public_key  text        not null,
    -- Sealed with a key from configuration.
    private_key text        not null,
    created_at  timestamptz not null
);
create unique index signing_keys_one_current on signing_keys (state) where state = 'current';

create table refresh_tokens (
    -- SHA-256; the token itself is kept nowhere.
    token_hash        bytea primary key,
    -- All tokens that came from one login.
    family            uuid        not null,
    user_id           bigint      not null references users on delete cascade,
    -- The access token that was issued with it.
    access_token_id   text        not null,
    access_expires_at timestamptz not null,
    created_at        timestamptz not null,
    expires_at        timestamptz not null,
    used_at           timestamptz
);
create index refresh_tokens_family on refresh_tokens (family);
create index refresh_tokens_user on refresh_tokens (user_id);
create index refresh_tokens_access on refresh_tokens (access_token_id);
create index refresh_tokens_expiry on refresh_tokens (expires_at);

-- What is void before its time, until its time has come.
create table revocations (
    state_key     text primary key,
    token_id      text,
    user_id       bigint,
    issued_before timestamptz,
    expires_at    timestamptz not null,
    check (token_id is not null or (user_id is not null and issued_before is not null))
);
create index revocations_expiry on revocations (expires_at);
