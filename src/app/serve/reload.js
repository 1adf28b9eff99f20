(function () {
  var asking;
  function wait() {
    if (document.hidden) return;
    asking = new AbortController();
    fetch('/.mingbai/revision?other-than=REVISION', { signal: asking.signal })
      .then(function (answer) { return answer.text(); })
      .then(function (newest) {
        if (newest === 'REVISION') wait(); else location.reload();
      }, function (error) {
        if (error.name !== 'AbortError') setTimeout(wait, 1000);
      });
  }
  document.addEventListener('visibilitychange', function () {
    if (!document.hidden) wait(); else if (asking) asking.abort();
  });
  wait();
})();
