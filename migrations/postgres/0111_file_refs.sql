-- Who refers to which file: drafts, which keep their id when they become dossiers, and dossiers (supplements). A file
-- nobody refers to is thrown away after a while.
create table file_refs (
    -- SHA-256 of the content, hexadecimal.
    hash text not null,
    -- A draft, or a dossier.
    owner uuid not null,
    -- When it was taken away again. It counts for a while longer: a backup may be under way that speaks of it.
    released_at timestamptz,
    constraint file_refs_pkey primary key (hash, owner)
);
create index file_refs_owner on file_refs (owner);
create index file_refs_released_at on file_refs (released_at) where released_at is not null;

-- One row: when files were looked through last. Whoever is about to refer to a file and whoever throws files away wait for
-- one another here.
create table file_sweeps (
    id bigint not null constraint file_sweeps_pkey primary key,
    begun_at timestamptz not null
);
insert into file_sweeps (id, begun_at) values (1, '2000-01-01T00:00:00Z');

-- What is there already.
insert into file_refs (hash, owner)
    select found #>> '{}', drafts.id from drafts, jsonb_path_query(drafts.body, 'strict $.**.sha256 ? (@.type() == "string")') as found
    on conflict do nothing;
insert into file_refs (hash, owner)
    select found #>> '{}', dossiers.id from dossiers, jsonb_path_query(dossiers.state, 'strict $.**.sha256 ? (@.type() == "string")') as found
    on conflict do nothing;
insert into file_refs (hash, owner)
    select found #>> '{}', events.dossier from events, jsonb_path_query(events.body, 'strict $.**.sha256 ? (@.type() == "string")') as found
    on conflict do nothing;
