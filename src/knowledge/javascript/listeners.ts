/** What methods, events and names say about listeners and about what they listen to. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Methods that add a listener: `once` for those that take it away when it has run. */
export const adders: ReadonlyMap<string, "stays" | "once"> = new Map([
  ["on", "stays"], ["addListener", "stays"], ["prependListener", "stays"], ["addEventListener", "stays"], ["subscribe", "stays"],
  ["once", "once"], ["prependOnceListener", "once"],
]);

/** Packages that make emitters, as a piece of an expression. */
export const emitterPackages = "events|eventemitter[23]|mitt|nanoevents|emittery|(?:tiny|component|tiny-typed|strict-event)-emitter";

/** Classes and makers of objects to which listeners are added, as `origin()` spells them. */
export const emitterClasses = /^(?:events(?:\.EventEmitter)?|eventemitter[23](?:\.EventEmitter[23]?)?|tiny-emitter(?:\.TinyEmitter)?|tiny-typed-emitter\.TypedEmitter|component-emitter|strict-event-emitter\.Emitter|emittery)$/;
export const emitterValues = /^(?:events(?:\.EventEmitter)?#|eventemitter[23](?:\.EventEmitter[23]?)?#|tiny-emitter(?:\.TinyEmitter)?#|component-emitter#|emittery#|mitt\(\)|nanoevents\.createNanoEvents\(\))$/;

/** Methods that take listeners away. */
export const removers = words("off removeListener removeEventListener removeAllListeners un unlisten detach unsubscribe unbind");

/** Names of parameters that hold functions. A name lowers a finding, it proves nothing. */
export const calledNames = /^(?:_?cb|fn|f|func|next|done|then|resolve|reject|ok|fail|on[A-Z].*|.*(?:callback|handler|listener|function|fn|func|subscriber|observer|hook|cb))$/i;

/** Classes that watch elements until `disconnect()`. */
export const observers = words("IntersectionObserver MutationObserver ResizeObserver PerformanceObserver ReportingObserver");

/** Calls after which an observer watches nothing, or less. */
export const observerRemovers = words("disconnect unobserve");

/** Globals that live as long as the process or page, with their members. */
export const lastingGlobals = words("process window document globalThis self navigator screen visualViewport chrome browser cordova speechSynthesis");

/** Calls whose result lives as long as the page or process. */
export const lastingCalls = words("matchMedia window.matchMedia");

/** Members of a service worker's registration: each update is another one. */
export const replacedMembers = words("installing waiting");

/** Of a window of Electron: a page of its own, which takes its listeners along when it closes. */
export const windowEmitter = /(?:^|\.)ipcRenderer$/;

/** Receivers whose `on` or `subscribe` adds no listener, as `origin()` spells them. */
export const notEmitters = /^(?:knex|d3(?:-[\w-]+)?|jquery|\$|jQuery|cypress|cy|express|@?koa[\w/-]*|fastify|hono[\w/]*|find-my-way|find-my-way\(\)|sinon|nock|msw|jest|playwright|@playwright\/test|puppeteer)\b/;

/** Clients whose `subscribe` takes a callback that says that it is done, as `origin()` spells them. */
export const acknowledging = /^(?:mqtt|async-mqtt|ioredis|redis\.createClient\(\)$|pusher(?:-js)?|@stomp\/|amqp)/;

/** Operators of RxJS that end a subscription. */
export const endingOperators = words("takeUntil takeUntilDestroyed take first last takeWhile untilDestroyed single toPromise");

/** Calls that run their function when a component appears, with what takes its listeners away: a returned function or another hook. */
export const mountHooks = words("useEffect useLayoutEffect useInsertionEffect useMount onMounted onMount onBeforeMount useIsomorphicLayoutEffect createEffect onRendered onCreated");

/** Methods and options that run when a component appears. */
export const mountMethods = words(`
  componentDidMount componentWillMount connectedCallback ngOnInit ngAfterViewInit ngAfterContentInit mounted created beforeMount onRendered onCreated didInsertElement attachedCallback firstUpdated`);

/** Methods that end an object: a class that has one says that its instances come and go. */
export const endingMethods = words(`
  destroy dispose teardown cleanup cleanUp unmount componentWillUnmount disconnectedCallback ngOnDestroy beforeDestroy destroyed beforeUnmount unmounted onDestroyed onDestroy detach`);

/** Components that a page has once. A name lowers the confidence, it proves nothing. */
export const onePerPage = /(?:^|[./_-])(?:_?app|root|main|index|layout|provider|store|bootstrap|entry|client)\w*(?:[./_-]|$)|(?:App|Root|Layout|Provider|Manager|Context|Shell|Screen|Boundary|Window|Analytics|Desktop)(?:\b|_|Component|Container|View|Inner)/;

/** Functions that are called once, by their name. A name lowers the confidence, it proves nothing. */
export const setupNames = new RegExp("^(?:#|_)*(?:init|set|start|install|register|add|attach|bind|enable|setup|configure|bootstrap|mount|use|create|make|build|load|connect|listen|hook|watch|main|run|launch|boot|patch|"
  + "subscribe|on|observe|handle|track|activate|initiate|initialize|initialise|wire|prepare|instrument|open|monitor|plugin|define|apply|extend|ready|default|constructor|serve|begin|spawn|with|get|provide|"
  + "register|monkey)(?:$|[A-Z_\\d]|[a-z]*$)");

/** Of these, functions that put a page or program together, however they are reached. */
export const startNames = /^(?:#|_)*(?:init|set_?up|install|bootstrap)/i;

/** Events that come once, after which a program or page is ready or over. */
export const onceEvents = words(`
  DOMContentLoaded readystatechange load loaded create created init initialized initialised ready open listening deviceready pageshow install activate online window-all-closed whenReady will-quit before-quit beforeunload unload pagehide exit beforeExit
  SIGTERM SIGINT SIGHUP SIGQUIT SIGUSR1 SIGUSR2 uncaughtException unhandledRejection secureConnect connect`);

/** Events that a page sends once. */
export const pageEvents = words("load DOMContentLoaded pagehide beforeunload unload");

/** Events of a stream or socket that come again and again. */
export const repeatedEvents = words("data readable drain line message progress packet frame chunk request connection reconnect");

/** Events that end the life of what sends them: beside another one in the same promise they mostly never come. */
export const rareEvents = words("error close end finish exit abort aborted timeout disconnect");

/** Events that elements of a page send: these go with their markup. */
export const elementEvents = /\.bs(?:\.|$)/;

/** Events of a process that programs handle once. */
export const processEvents = words("SIGTERM SIGINT SIGHUP SIGQUIT SIGUSR1 SIGUSR2 exit beforeExit uncaughtException unhandledRejection warning disconnect rejectionHandled");
