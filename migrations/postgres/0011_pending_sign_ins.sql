-- Sign-ins under way at the identity provider. The browser holds the state, which is good once and for a few minutes.
create table pending_sign_ins (
    state text not null constraint pending_sign_ins_pkey primary key,
    nonce text not null,
    verifier text not null,
    back text not null,
    begun_at timestamptz not null
);
create index pending_sign_ins_begun_at on pending_sign_ins (begun_at);
