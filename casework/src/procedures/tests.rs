mod broken;
mod export;
mod facts;
mod real;
mod versions;
