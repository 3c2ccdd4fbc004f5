//! Lets the program be built before the clients were: their folder is then there, and empty.

fn main() -> std::io::Result<()> {
    let clients = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/clients");
    std::fs::create_dir_all(clients)?;
    println!("cargo::rerun-if-changed={clients}");
    println!("cargo::rerun-if-changed=migrations");
    Ok(())
}
