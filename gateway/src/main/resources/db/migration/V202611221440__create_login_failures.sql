-- Failed logins of the last minutes. What was typed as a login is kept as a hash only.
create table login_failures (
    login_hash bytea       not null,
    -- Null once that address has logged in after all.
    address    text,
    at         timestamptz not null default now()
);
create index login_failures_login on login_failures (login_hash, at);
create index login_failures_at on login_failures (at);
