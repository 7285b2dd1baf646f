-- A value sealed with the secret key: a node with another key would lock officers out and is told so at start.
create table secret_key_proofs (
    name text not null constraint secret_key_proofs_pkey primary key,
    proof bytea not null
);
