//! What panics: a request fails alone (`headers::panicked`). Anything else takes the program with it, which
//! is then started anew, whole: without the task that writes, say, posts would wait for ever.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

tokio::task_local! {
    static ALONE: ();
}

/// From now on what panics beside a request ends the program, once it has been told.
pub fn watch() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tell(panic);
        if !is_alone() {
            std::process::abort();
        }
    }));
}

/// Answers a request, which may fail alone.
pub async fn answer(request: Request, next: Next) -> Response {
    ALONE.scope((), next.run(request)).await
}

/// Does a request's work that takes its time, on a thread of its own.
pub fn apart<T>(work: impl FnOnce() -> T) -> T {
    ALONE.sync_scope((), work)
}

fn is_alone() -> bool {
    ALONE.try_with(|()| ()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_within_a_request_and_its_work_a_panic_stays_alone() {
        assert!(!is_alone());
        assert!(apart(is_alone));
        assert!(ALONE.scope((), async { is_alone() }).await);
        // What a request sets off and does not wait for is on its own.
        let set_off = ALONE.scope((), async { tokio::spawn(async { is_alone() }).await });
        assert!(!set_off.await.unwrap());
    }
}
