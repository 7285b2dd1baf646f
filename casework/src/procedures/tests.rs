mod broken;
mod export;
mod facts;
mod kept;
mod real;
mod versions;
