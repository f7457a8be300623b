const element = id => document.getElementById(id);
const [conversation, composer, question, ask, stop] = ['conversation', 'composer', 'question', 'ask', 'stop'].map(element);
const welcome = element('welcome');

let conversationId = crypto.randomUUID();
let asking = null; // The AbortController of the answer that is coming, else null.

/** The server-sent events of a response: { type, data }. */
async function* eventsOf(response) {
  let buffer = '';
  for await (const piece of piecesOf(response.body.pipeThrough(new TextDecoderStream()))) {
    const blocks = (buffer + piece).split('\n\n');
    buffer = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map(line => line.split(/: (.*)/, 2)));
      yield { type: fields.event, data: JSON.parse(fields.data) };
    }
  }
}

async function* piecesOf(stream) {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read())
    yield next.value;
}

/** One question with its answer on the page. */
class Turn {
  #calls = new Map();
  #flow = null; // What the next piece of text is appended to, and of which kind it is.

  constructor(text) {
    const turn = fromTemplate('turn');
    [this.answer, this.footer] = [turn.querySelector('.answer'), turn.querySelector('footer')];
    turn.querySelector('.question').textContent = text;
    conversation.append(turn);
  }

  show({ type, data }) {
    switch (type) {
      case 'thought':
      case 'text':
        this.#append(type, data.text);
        break;
      case 'call':
        this.#showCall(data);
        break;
      case 'result':
        this.#showResult(data);
        break;
      case 'done':
        this.end(`${data.inputTokens ?? 0} tokens in, ${data.outputTokens ?? 0} out`, 'done');
        break;
      case 'error':
        this.end(data.message, 'failed');
        break;
    }
    scrollDown();
  }

  /** @returns {boolean} Whether the answer has come to its end. */
  get isOver() {
    return this.answer.ariaBusy === 'false';
  }

  end(message, state) {
    this.answer.ariaBusy = 'false';
    this.footer.textContent = message;
    this.footer.className = state;
    for (const output of this.answer.querySelectorAll('.call:not(.answered) output'))
      output.textContent = 'no result';
    scrollDown();
  }

  #append(type, text) {
    if (this.#flow?.type !== type) {
      const block = type === 'thought' ? fromTemplate('thoughts') : Object.assign(document.createElement('div'), { className: 'text' });
      this.answer.append(block);
      this.#flow = { type, text: '', target: block.querySelector('div') ?? block };
    }
    this.#flow.text += text;
    const shown = type === 'thought' ? this.#flow.text.replace(/\n{2,}/g, '\n') : this.#flow.text;
    this.#flow.target.replaceChildren(...bold(shown.trimEnd()));
  }

  #showCall({ id, name, arguments: values }) {
    this.#flow = null;
    const call = fromTemplate('call');
    const list = Object.entries(values ?? {}).map(([key, value]) => `${key}: ${words(value)}`).join(', ');
    call.querySelector('code').textContent = `${name}(${list})`;
    this.#calls.set(id, call);
    this.answer.append(call);
  }

  #showResult({ id, result }) {
    const call = this.#calls.get(id);
    call?.classList.add('answered');
    call?.querySelector('output').replaceChildren(words(result));
  }
}

function fromTemplate(id) {
  return element(id).content.firstElementChild.cloneNode(true);
}

function words(value) {
  return value !== null && typeof value === 'object' ? Object.values(value).map(words).join(', ') : String(value ?? 'nothing');
}

/** Text with **bold** in it as nodes; never as HTML. */
function bold(text) {
  return text.split(/\*\*(.+?)\*\*/s).map((part, i) =>
    i % 2 === 0 ? part : Object.assign(document.createElement('strong'), { textContent: part }));
}

function scrollDown() {
  conversation.scrollTop = conversation.scrollHeight;
}

async function answer(text) {
  welcome.hidden = true;
  const turn = new Turn(text);
  const model = new FormData(composer).get('model');
  asking = new AbortController();
  showState();
  try {
    const response = await fetch('/api/chat', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ conversation: conversationId, model, text }),
      signal: asking.signal,
    });
    if (!response.ok) {
      turn.end(`The server refused the question (${response.status}).`, 'failed');
      return;
    }
    for await (const event of eventsOf(response))
      turn.show(event);
    if (!turn.isOver)
      turn.end('The answer was cut off.', 'failed');
  } catch (error) {
    if (error.name === 'AbortError')
      turn.end('Stopped. The question is forgotten.', 'stopped');
    else
      turn.end(`The connection failed: ${error.message}`, 'failed');
  } finally {
    asking = null;
    showState();
  }
}

function showState() {
  ask.hidden = asking !== null;
  stop.hidden = asking === null;
  question.focus();
}

composer.addEventListener('submit', event => {
  event.preventDefault();
  const text = question.value.trim();
  if (text === '' || asking !== null)
    return;
  question.value = '';
  answer(text);
});

question.addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

document.addEventListener('keydown', event => {
  if (event.key === 'Escape')
    asking?.abort();
});

stop.addEventListener('click', () => asking?.abort());

welcome.addEventListener('click', event => {
  if (event.target instanceof HTMLButtonElement) {
    question.value = event.target.textContent;
    composer.requestSubmit();
  }
});

element('new').addEventListener('click', () => {
  asking?.abort();
  conversationId = crypto.randomUUID();
  welcome.hidden = false;
  conversation.replaceChildren(welcome);
  question.focus();
});

const service = await (await fetch('/api/service')).json();
element('service').textContent = service.name;
