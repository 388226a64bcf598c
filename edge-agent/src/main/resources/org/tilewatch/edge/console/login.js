const form = document.getElementById("login");
const token = document.getElementById("token");
const answer = document.getElementById("answer");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const reply = await fetch("/api/login", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(token.value),
  });
  if (reply.ok) {
    location.reload();
  } else {
    answer.textContent = "That is not this station's token.";
    token.select();
  }
});
token.focus();
