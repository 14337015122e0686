-- Runs, what they hold, and their journal. Times are milliseconds since 1970, UTC.
-- Only what SQLite and PostgreSQL share.

create table run (
    id text primary key,
    verb text not null,
    app text not null,
    who text not null,
    started bigint not null,
    ended bigint,
    outcome text,
    unfinished boolean not null,
    owner_host text not null,
    owner_boot text not null,
    owner_space text not null,
    owner_pid bigint not null,
    owner_born bigint not null,
    epoch bigint not null,
    expires bigint not null
);

create index run_by_app on run (app, started);

create table run_claim (
    run text not null references run (id),
    kind text not null,
    name text not null,
    exclusive boolean not null,
    primary key (run, kind, name)
);

create index run_claim_by_name on run_claim (kind, name);

create table run_entry (
    run text not null references run (id),
    number bigint not null,
    at bigint not null,
    epoch bigint not null,
    what text not null,
    step bigint,
    name text,
    state text,
    kind text,
    message text,
    hint text,
    primary key (run, number)
);
