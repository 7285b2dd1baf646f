mod broken;
mod facts;
mod real;
mod versions;
