// Runs before the first paint, so that a dark page does not flash white.
(function () {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  function chosen() {
    try {
      return localStorage.getItem('rollcall.theme') || 'auto';
    } catch (refused) {
      return 'auto';
    }
  }
  function apply() {
    const choice = chosen();
    const theme = choice === 'auto' ? (dark.matches ? 'dark' : 'light') : choice;
    document.documentElement.dataset.theme = theme;
  }
  dark.addEventListener('change', apply);
  globalThis.rollcallTheme = {
    chosen,
    choose(theme) {
      try {
        localStorage.setItem('rollcall.theme', theme);
      } catch (refused) {
        document.documentElement.dataset.theme = theme;
        return;
      }
      apply();
    },
  };
  apply();
})();
