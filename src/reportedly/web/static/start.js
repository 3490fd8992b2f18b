// Files and folders dropped on the page are sent by its form; what is too large is named, not sent.
"use strict";
(() => {
  const form = document.getElementById("drop");
  if (!form) return;
  const told = document.getElementById("drop-told");
  const words = document.getElementById("drop-words");
  const most = { file: +form.dataset.file, bytes: +form.dataset.bytes, files: +form.dataset.files };
  const mebibytes = (size) => `${(size / 1048576).toFixed(1)} MiB`;
  let dropped = [];
  words.textContent = "Drop files or a folder here, or choose them";

  const given = () => {
    if (dropped.length) return dropped;
    const inputs = [...form.querySelectorAll('input[type="file"]')];
    return inputs.flatMap((input) => [...input.files]).map((file) => [file, file.webkitRelativePath || file.name]);
  };
  const trouble = (files) => {
    const size = files.reduce((sum, [file]) => sum + (file.size > most.file ? 0 : file.size), 0);
    if (!files.length) return "Choose files or a folder first.";
    if (files.length > most.files) return `These are ${files.length} files; ${most.files} at most are taken at once. Give them in parts.`;
    if (size > most.bytes) return `Together they have ${mebibytes(size)}; ${mebibytes(most.bytes)} at most are taken at once. Give them in parts.`;
    return "";
  };

  form.addEventListener("submit", (event) => {
    const files = given();
    const why = trouble(files);
    told.textContent = why || `Sending ${files.length === 1 ? "1 file" : `${files.length} files`} …`;
    if (why) event.preventDefault();
    if (why) dropped = [];
  });
  form.addEventListener("formdata", ({ formData }) => {
    formData.delete("pages");
    formData.delete("folder");
    for (const [file, path] of given())
      if (file.size > most.file) formData.append("too-large", `${file.size} ${path}`);
      else formData.append("pages", file, path);
  });
  addEventListener("pageshow", () => {
    dropped = [];
    told.textContent = "";
  });

  // A folder that is dropped is walked; what is hidden in it is passed over.
  const entries = async (folder) => {
    const reader = folder.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) return found.sort((a, b) => (a.name < b.name ? -1 : 1));
      found.push(...some);
    }
  };
  const walk = async (entry, path) => {
    if (entry.isFile) dropped.push([await new Promise((resolve, reject) => entry.file(resolve, reject)), path + entry.name]);
    else
      for (const inner of await entries(entry))
        if (!inner.name.startsWith(".")) await walk(inner, `${path}${entry.name}/`);
  };
  const over = (on) => document.body.classList.toggle("over", on);
  const holds = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) over(false);
  });
  document.addEventListener("drop", async (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    over(false);
    dropped = [];
    const found = [...event.dataTransfer.items].map((item) => [item.webkitGetAsEntry(), item.getAsFile()]);
    try {
      for (const [entry, file] of found)
        if (entry) await walk(entry, "");
        else if (file) dropped.push([file, file.name]);
    } catch (error) {
      dropped = [];
      told.textContent = `It cannot be read: ${error.message}`;
      return;
    }
    form.requestSubmit();
  });
})();
