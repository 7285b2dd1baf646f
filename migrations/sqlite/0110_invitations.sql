-- Officers who have an account and have not chosen their password yet. The code they were given is kept as a hash.
create table officer_invitations (
    officer_id blob not null constraint officer_invitations_pkey primary key
        constraint officer_invitations_officer_id_fkey references officers (id),
    code_hash blob not null,
    -- Of the one-time codes to come; sealed.
    totp_secret blob not null,
    made_at datetime not null,
    valid_to datetime not null
);
