/* Words that Wagtail's templates hold in English and give no translator: put ours in their place.
   The words come with the script tag, translated by the server. */

const words = document.currentScript.dataset;

document.addEventListener("DOMContentLoaded", () => {
  for (const bar of document.querySelectorAll('nav[aria-label="Actions"]')) {
    bar.setAttribute("aria-label", words.actions);
  }
  for (const button of document.querySelectorAll('input[type="submit"][value="Search"]')) {
    button.value = words.search;
  }
});
