-- Officers, their posts (rights = role x unit x field x time, STA-1), and the brake on guessing at passwords.
create table officers (
    id blob not null constraint officers_pkey primary key,
    user_name text not null,
    display_name text not null,
    password_hash text not null,
    totp_secret blob not null,
    -- Number of the last 30-second step a code was accepted for: a code works once.
    totp_last_step integer not null,
    created_at datetime not null,
    disabled_at datetime,
    constraint officers_user_name_key unique (user_name)
) without rowid;

create table officer_posts (
    id blob not null constraint officer_posts_pkey primary key,
    officer_id blob not null constraint officer_posts_officer_id_fkey references officers (id),
    agency_code text not null,
    -- Null: the whole agency.
    department text,
    role text not null,
    valid_from datetime not null,
    valid_to datetime
) without rowid;
create index officer_posts_officer on officer_posts (officer_id);
create index officer_posts_agency on officer_posts (agency_code, role);

-- One row per guessed-at name or address, existing or not, so that the answer does not tell which names exist.
create table sign_in_brakes (
    key blob not null constraint sign_in_brakes_pkey primary key,
    failures integer not null,
    last_failure_at datetime not null,
    locked_until datetime
) without rowid;
create index sign_in_brakes_last_failure on sign_in_brakes (last_failure_at);
