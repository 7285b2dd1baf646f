-- Who was told that a step has been silent for too long: the one responsible, then the leader, then the citizen.
create table silence_notices (
    dossier uuid not null,
    step text not null,
    -- Since when the step has been going on: a step that begins anew is watched anew.
    since timestamptz not null,
    -- 0 the one responsible, 1 the leader, 2 the citizen.
    level bigint not null,
    agency text not null,
    role text not null,
    officer uuid,
    -- When something should have happened.
    deadline timestamptz not null,
    noticed_at timestamptz not null,
    constraint silence_notices_pkey primary key (dossier, step, since, level)
);
