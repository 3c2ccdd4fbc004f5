//! The whole citizens' app: what `reader` does, and the pages that are forms.

fn main() {
    app::citizen::start_whole();
}
