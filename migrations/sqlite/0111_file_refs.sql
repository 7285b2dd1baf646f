-- Who refers to which file: drafts, which keep their id when they become dossiers, and dossiers (supplements). A file
-- nobody refers to is thrown away after a while.
create table file_refs (
    -- SHA-256 of the content, hexadecimal.
    hash text not null,
    -- A draft, or a dossier.
    owner blob not null,
    -- When it was taken away again. It counts for a while longer: a backup may be under way that speaks of it.
    released_at datetime,
    constraint file_refs_pkey primary key (hash, owner)
);
create index file_refs_owner on file_refs (owner);
create index file_refs_released_at on file_refs (released_at) where released_at is not null;

-- One row: when files were looked through last. Whoever is about to refer to a file and whoever throws files away wait for
-- one another here.
create table file_sweeps (
    id bigint not null constraint file_sweeps_pkey primary key,
    begun_at datetime not null
);
insert into file_sweeps (id, begun_at) values (1, '2000-01-01T00:00:00+00:00');

-- What is there already.
insert or ignore into file_refs (hash, owner)
    select found.value, drafts.id from drafts, json_tree(drafts.body) as found
    where found.key = 'sha256' and found.type = 'text';
insert or ignore into file_refs (hash, owner)
    select found.value, dossiers.id from dossiers, json_tree(dossiers.state) as found
    where found.key = 'sha256' and found.type = 'text';
insert or ignore into file_refs (hash, owner)
    select found.value, events.dossier from events, json_tree(events.body) as found
    where found.key = 'sha256' and found.type = 'text';
