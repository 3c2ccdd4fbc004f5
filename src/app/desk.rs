//! The staff's desk.

fn main() {}
