var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},s=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:c,defineProperty:l,getOwnPropertyDescriptor:u,getOwnPropertyNames:d,getOwnPropertySymbols:f,getPrototypeOf:p}=Object,m=globalThis,h=m.trustedTypes,ee=h?h.emptyScript:``,g=m.reactiveElementPolyfillSupport,_=(e,t)=>e,v={toAttribute(e,t){switch(t){case Boolean:e=e?ee:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},te=(e,t)=>!c(e,t),ne={attribute:!0,type:String,converter:v,reflect:!1,useDefault:!1,hasChanged:te};Symbol.metadata??=Symbol(`metadata`),m.litPropertyMetadata??=new WeakMap;var y=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ne){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&l(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=u(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ne}static _$Ei(){if(this.hasOwnProperty(_(`elementProperties`)))return;let e=p(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(_(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(_(`properties`))){let e=this.properties,t=[...d(e),...f(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(s(e))}else e!==void 0&&t.push(s(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return o(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?v:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?v:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??te)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};y.elementStyles=[],y.shadowRootOptions={mode:`open`},y[_(`elementProperties`)]=new Map,y[_(`finalized`)]=new Map,g?.({ReactiveElement:y}),(m.reactiveElementVersions??=[]).push(`2.1.2`);var{trustedTypes:re}=globalThis;function ie(e){try{return re?.createPolicy(`training-signup`,e)}catch{return}}var ae=globalThis,oe=e=>e,se=ae.trustedTypes,ce=se?ie({createHTML:e=>e}):void 0,le=`$lit$`,b=`lit$${Math.random().toFixed(9).slice(2)}$`,ue=`?`+b,de=`<${ue}>`,x=document,S=()=>x.createComment(``),C=e=>e===null||typeof e!=`object`&&typeof e!=`function`,fe=Array.isArray,pe=e=>fe(e)||typeof e?.[Symbol.iterator]==`function`,me=`[ 	
\f\r]`,w=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,he=/-->/g,ge=/>/g,T=RegExp(`>|${me}(?:([^\\s"'>=/]+)(${me}*=${me}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),_e=/'/g,ve=/"/g,ye=/^(?:script|style|textarea|title)$/i,E=(e=>(t,...n)=>({_$litType$:e,strings:t,values:n}))(1),D=Symbol.for(`lit-noChange`),O=Symbol.for(`lit-nothing`),be=new WeakMap,k=x.createTreeWalker(x,129);function xe(e,t){if(!fe(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return ce===void 0?t:ce.createHTML(t)}var Se=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=w;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===w?c[1]===`!--`?o=he:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=T):(ye.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=T):o=ge:o===T?c[0]===`>`?(o=i??w,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?T:c[3]===`"`?ve:_e):o===ve||o===_e?o=T:o===he||o===ge?o=w:(o=T,i=void 0);let d=o===T&&e[t+1].startsWith(`/>`)?` `:``;a+=o===w?n+de:l>=0?(r.push(s),n.slice(0,l)+le+n.slice(l)+b+d):n+b+(l===-2?t:d)}return[xe(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},Ce=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Se(t,n);if(this.el=e.createElement(l,r),k.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=k.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(le)){let t=u[o++],n=i.getAttribute(e).split(b),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?Te:r[1]===`?`?Ee:r[1]===`@`?De:M}),i.removeAttribute(e)}else e.startsWith(b)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(ye.test(i.tagName)){let e=i.textContent.split(b),t=e.length-1;if(t>0){i.textContent=se?se.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],S()),k.nextNode(),c.push({type:2,index:++a});i.append(e[t],S())}}}else if(i.nodeType===8){if(i.data===ue)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(b,e+1))!==-1;)c.push({type:7,index:a}),e+=b.length-1}}a++}}static createElement(e,t){let n=x.createElement(`template`);return n.innerHTML=e,n}};function A(e,t,n=e,r){if(t===D)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=C(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=A(e,i._$AS(e,t.values),i,r)),t}var we=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??x).importNode(t,!0);k.currentNode=r;let i=k.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new j(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Oe(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=k.nextNode(),a++)}return k.currentNode=x,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},j=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=O,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=A(this,e,t),C(e)?e===O||e==null||e===``?(this._$AH!==O&&this._$AR(),this._$AH=O):e!==this._$AH&&e!==D&&this._(e):e._$litType$===void 0?e.nodeType===void 0?pe(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==O&&C(this._$AH)?this._$AA.nextSibling.data=e:this.T(x.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=Ce.createElement(xe(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new we(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=be.get(e.strings);return t===void 0&&be.set(e.strings,t=new Ce(e)),t}k(t){fe(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(S()),this.O(S()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=oe(e).nextSibling;oe(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},M=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=O,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=O}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=A(this,e,t,0),a=!C(e)||e!==this._$AH&&e!==D,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=A(this,r[n+o],t,o),s===D&&(s=this._$AH[o]),a||=!C(s)||s!==this._$AH[o],s===O?e=O:e!==O&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===O?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},Te=class extends M{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===O?void 0:e}},Ee=class extends M{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==O)}},De=class extends M{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=A(this,e,t,0)??O)===D)return;let n=this._$AH,r=e===O&&n!==O||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==O&&(n===O||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Oe=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){A(this,e)}},ke={M:le,P:b,A:ue,C:1,L:Se,R:we,D:pe,V:A,I:j,H:M,N:Ee,U:De,B:Te,F:Oe},Ae=ae.litHtmlPolyfillSupport;Ae?.(Ce,j),(ae.litHtmlVersions??=[]).push(`3.3.3`);var je=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new j(t.insertBefore(S(),e),e,void 0,n??{})}return i._$AI(e),i},Me=globalThis,N=class extends y{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=je(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return D}};N._$litElement$=!0,N.finalized=!0,Me.litElementHydrateSupport?.({LitElement:N});var Ne=Me.litElementPolyfillSupport;Ne?.({LitElement:N}),(Me.litElementVersions??=[]).push(`4.2.2`);var Pe=2e4,Fe=e=>/^(https?:.*?)\/embed\//.exec(e)?.[1],Ie=e=>e!==void 0&&URL.canParse(e,document.baseURI)?new URL(e,document.baseURI).href:``,Le=e=>new URLSearchParams(Object.entries(e).filter(([,e])=>e)).toString(),Re={credentials:`omit`,referrerPolicy:`no-referrer`},ze=({reference:e,status:t})=>e&&t;function Be(e,t=globalThis.fetch,n=Pe){let r=`${e.replace(/\/+$/,``)}/api/v1/trainings`,i=e=>`${r}/${encodeURIComponent(e)}`,a=Ve(t,n),o=({training:e,path:t=``,body:n,key:r},o)=>a(`${i(e)}/registrations${t}`,o,{method:`POST`,headers:{"Content-Type":`application/json`,...r&&{"Idempotency-Key":r}},body:n});return{training:(e,t,{isForGroup:n,bypassCache:r}={})=>a(`${i(e)}?${Le({...t,for:n&&`several`})}`,({training:e,form:t,words:n})=>e.details&&t.fields&&Array.isArray(t.requires)&&n,{cache:r?`no-cache`:`default`}),trainings:(e,t)=>a(`${r}?${Le({...e,...t})}`,({trainings:e,words:t})=>Array.isArray(e)&&t),post:o,register:e=>o(e,ze),async countImpression(e,n,r){try{let a=JSON.stringify({kind:n,partner:r});await t(`${i(e)}/seen`,{...Re,method:`POST`,body:a,keepalive:!0})}catch{}}}}var Ve=(e,t)=>async(n,r,i={})=>{let a=!navigator.onLine;try{let a=await e(n,{...Re,signal:AbortSignal.timeout(t),...i});return He(a,await a.text(),r)}catch(e){let t=/Timeout|Abort/.test(e.name);return{kind:`failed`,reason:a?`offline`:t?`timeout`:`network`}}};function He({ok:e,status:t,headers:n},r,i){try{let a=JSON.parse(r);if(e&&i(a))return{kind:`ok`,value:a,date:n.get(`date`)};if(!e&&t<500&&t!==429&&P(a)!==`in-flight`)return{kind:`refused`,problem:a}}catch{}return{kind:`failed`,reason:[409,429,503].includes(t)?`busy`:`garbage`,headers:n}}var Ue=e=>e.kind===`failed`?e.reason:e.problem.type,P=({type:e})=>e.slice(e.lastIndexOf(`/`)+1),We=class{#e;#t;constructor(e,t){this.#e=e,this.#t=t}hostConnected(){let{shadowRoot:e,ownerDocument:t}=this.#e,n=t.defaultView;if(!e||!n||e.adoptedStyleSheets[0])return;let r=new n.CSSStyleSheet;r.replaceSync(this.#t),e.adoptedStyleSheets=[r]}},Ge=class{#e;#t;constructor(e,t){this.#e=e,this.#t=t}hostUpdated(){let e=this.#e.shadowRoot,t=t=>e?.querySelector(t);e?.activeElement?.closest(`[inert]`)&&t(`[part~=submit]`)?.focus();let n=this.#t.takeFocus();if(!n)return;let r=t(n===`top`?`[part=title]`:`[tabindex="-1"]:not([part=title])`);(t(`[part=summary]`)??r)?.focus()}};function Ke(e){if(e.lang)return Je(e.lang);for(let t=e.parentElement??qe(e);t;t=qe(t)){let e=t.closest(`[lang]:not([lang=""])`);if(e)return Je(e.getAttribute(`lang`)??``)}return Je(navigator.language)}var qe=e=>{let t=e.getRootNode();return t instanceof ShadowRoot?t.host:null},Je=e=>e.toLowerCase().split(`-`)[0]||`en`,Ye={en:`English`,es:`Español`},Xe=e=>Ye[e]??e,Ze=e=>new Promise(t=>setTimeout(t,e)),Qe=class{#e;#t;constructor(e){this.#e=e}hostConnected(){this.#t=new AbortController;let{signal:e}=this.#t;addEventListener(`online`,()=>this.#e.resume(),{signal:e}),addEventListener(`pageshow`,()=>this.#e.wake(),{signal:e}),document.addEventListener(`visibilitychange`,()=>this.#e.wake(),{signal:e})}hostDisconnected(){this.#t?.abort()}},F={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},$e=e=>(...t)=>({_$litDirective$:e,values:t}),et=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:tt}=ke,nt=e=>e,rt=e=>e.strings===void 0,it=()=>document.createComment(``),I=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new tt(r.insertBefore(it(),i),r.insertBefore(it(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=nt(e).nextSibling;nt(r).insertBefore(e,i),e=t}}}return n},L=(e,t,n=e)=>(e._$AI(t,n),e),at={},ot=(e,t=at)=>e._$AH=t,st=e=>e._$AH,ct=e=>{e._$AR(),e._$AA.remove()},R=$e(class extends et{constructor(e){if(super(e),e.type!==F.PROPERTY&&e.type!==F.ATTRIBUTE&&e.type!==F.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!rt(e))throw Error("`live` bindings can only contain a single expression")}render(e){return e}update(e,[t]){if(t===D||t===O)return t;let n=e.element,r=e.name;if(e.type===F.PROPERTY){if(t===n[r])return D}else if(e.type===F.BOOLEAN_ATTRIBUTE){if(!!t===n.hasAttribute(r))return D}else if(e.type===F.ATTRIBUTE&&n.getAttribute(r)===t+``)return D;return ot(e),t}}),lt=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},ut=$e(class extends et{constructor(e){if(super(e),e.type!==F.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=st(e),{values:a,keys:o}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=o,a;let s=this.ut??=[],c=[],l,u,d=0,f=i.length-1,p=0,m=a.length-1;for(;d<=f&&p<=m;)if(i[d]===null)d++;else if(i[f]===null)f--;else if(s[d]===o[p])c[p]=L(i[d],a[p]),d++,p++;else if(s[f]===o[m])c[m]=L(i[f],a[m]),f--,m--;else if(s[d]===o[m])c[m]=L(i[d],a[m]),I(e,c[m+1],i[d]),d++,m--;else if(s[f]===o[p])c[p]=L(i[f],a[p]),I(e,i[d],i[f]),f--,p++;else if(l===void 0&&(l=lt(o,p,m),u=lt(s,d,f)),l.has(s[d])){if(l.has(s[f])){let t=u.get(o[p]),n=t===void 0?null:i[t];if(n===null){let t=I(e,i[d]);L(t,a[p]),c[p]=t}else c[p]=L(n,a[p]),I(e,i[d],n),i[t]=null;p++}else ct(i[f]),f--}else ct(i[d]),d++;for(;p<=m;){let t=I(e,c[m+1]);L(t,a[p]),c[p++]=t}for(;d<=f;){let e=i[d++];e!==null&&ct(e)}return this.ut=o,ot(e,c),D}}),dt=(e,t)=>e.map(({text:e,href:n,muted:r})=>E`<span class=${r?`line muted`:`line`}>${n?t(n,e):e}</span>`),ft=(e,t)=>e.length>0?E`<footer part="help">
        ${e.map(({heading:e,lines:n})=>E`<div part="help-section"><h3 part="help-heading">${e}</h3>${dt(n,t)}</div>`)}
      </footer>`:O;function pt(e,t,n=``){return(r,i={})=>{let a=[n+r,r].find(t=>Object.hasOwn(e,t)),o=a&&e[a];return o===void 0?``:(typeof o==`string`?o:o[mt(t,Number(i.count))]).replace(/\{(\w+)\}/g,(e,t)=>String(i[t]??e))}}var mt=(e,t)=>new Intl.PluralRules(e).select(t)===`one`?`one`:`other`,ht={en:{loading:`Loading the registration form…`,failed:`The registration form could not be loaded.`,retry:`Try again`},es:{loading:`Cargando el formulario de inscripción…`,failed:`No se pudo cargar el formulario de inscripción.`,retry:`Intentar de nuevo`}},gt=e=>e===`es`?ht.es:ht.en;function _t({list:e}){return pt(e.words,e.lang)(`choose.back`)}function vt(e){let{say:t,linkTo:n}=e,{trainings:r}=e.step.list,i=r.find(({slug:t})=>t===e.step.audienceOf)?.audience.self,a=[...new Map(r.map(e=>[e.audience.self,e.slug]))];return E`
    <h2 part="title" tabindex="-1">${t(`choose.heading`)}</h2>
    ${a.length>1?yt(e,a,i):O}
    ${r.length===0?E`<p part="note">${t(`choose.none`)}</p><slot></slot>`:O}
    <ul part="trainings">
      ${ut(r.filter(e=>!i||e.audience.self===i),({slug:e})=>e,t=>xt(t,e))}
    </ul>
    ${ft(bt(r),n)}
  `}function yt({say:e,onNarrow:t},n,r){let i=(e,n,r)=>E`<label part="choice">
    <input part="tick" type="radio" name="audience" .checked=${R(r)} @change=${()=>t(n)} />
    <span>${e}</span>
  </label>`;return E`<fieldset part="audiences">
    <legend part="label">${e(`choose.audience`)}</legend>
    ${n.map(([e,t])=>i(e,t,e===r))}
    ${i(e(`choose.all`),void 0,!r)}
  </fieldset>`}function bt(e){let t=e.flatMap(({help:e})=>e);return[...new Map(t.map(e=>[JSON.stringify(e),e])).values()]}function xt(e,{say:t,linkTo:n,onChoose:r}){let{slug:i,title:a,summary:o,when:s,venue:c,notice:l,state:u,links:d}=e,f=u===`open`||u===`few`||u===`waitlist`;return E`<li part="training">
    <h3 part="training-title" id="t-${i}">${a}</h3>
    <p><span class="line">${s.text}</span>${c?E`<span class="line">${c.name}</span>`:O}</p>
    ${o?E`<p part="note">${o}</p>`:O}
    <p part="state">${l.title}</p>
    <p part="actions">
      <button part="button ${f?`open`:``}" type="button" aria-describedby="t-${i}" @click=${()=>r(i)}>
        ${t(f?`choose.open`:`choose.details`)}
      </button>
      ${f?O:n(d.page,t(`form.page`))}
    </p>
  </li>`}var z={name:100,email:254,phone:40,agency:200,needs:1e3,answer:2e3,people:50,bodyBytes:65536,idempotencyKey:{min:16,max:128},minimumFillMs:2e3},B=`/trap`,St=`/consents/`;function Ct({fields:e,consents:t}){return[...e.map(e=>({...e,key:e.id})),...t.map(e=>({...e,key:St+e.id,type:`checkbox`}))]}function V(e,t){let n=({showWhen:r})=>{if(!r)return!0;let i=e.find(({key:e,type:t})=>e===r.field&&t!==`info`);return!!i&&n(i)&&H(t[i.key]).some(e=>r.in.includes(e))};return e.filter(n)}var H=(e=``)=>[e].flat().map(e=>e===!1?``:String(e).trim()).filter(Boolean),wt=e=>[e||``].flat().map(String).join(`
`),Tt=(e,t)=>t===void 0?e===!0:[e].flat().includes(t),Et=(e,t)=>wt(e)===wt(t),U=e=>`q-${e}`,Dt=({name:e})=>e.slice(2),Ot=e=>[...e.elements].filter(({name:e})=>e);function kt(e,t,n){let r=new FormData(e),i={};for(let a of Ot(e)){let e=Dt(a),o=t.find(t=>t.key===e)?.type,s=r.getAll(a.name).map(String),c=o===`checkboxes`?s:o===`checkbox`?s.length>0:s[0]??``;Et(c,n[e])||(i[e]=c)}return i}var At=e=>Ot(e).filter(({validity:e})=>e.badInput).map(e=>({key:Dt(e),code:e.type})),jt={email:e=>/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(e),tel:e=>e.replace(/\D/g,``).length>=5};function Mt(e,t){return V(e,t).flatMap(e=>{let n=Nt(e,H(t[e.key]));return n?[{key:e.key,code:n}]:[]})}function Nt({key:e,type:t,required:n,maxLength:r=z.answer,options:i},a){if(t!==`info`)return a.length===0?n?e.startsWith(St)?`consent`:`required`:void 0:i?a.every(e=>i.some(({value:t})=>t===e))?void 0:`not-an-option`:a.some(e=>[...e.normalize(`NFC`)].length>r)?`too-long`:a.every(jt[t]??(()=>!0))?void 0:t}function Pt(e,t,{partner:n,...r}){let{person:i,consents:a}=Ft(e,t),o=String(t[`/trap`]??``);return{people:[i],consents:a,...n&&{partner:n},...o&&{trap:o},...r}}function Ft(e,t){let n={},r=[];for(let{id:i,key:a,type:o}of V(e,t)){let e=t[a];e!==void 0&&o!==`info`&&H(e).length!==0&&(a.startsWith(St)?r.push(i):n[i]=typeof e==`string`?e.trim():e)}return{person:n,consents:r}}var It=[`agency`,`language`,`/coordinator/name`,`/coordinator/email`],Lt=e=>Object.fromEntries(Object.entries(e).map(([e,t])=>[e,It.includes(e)?t:``])),Rt=$e(class extends et{constructor(e){if(super(e),e.type!==F.ATTRIBUTE||e.name!==`class`||e.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(e){return` `+Object.keys(e).filter(t=>e[t]).join(` `)+` `}update(e,[t]){if(this.st===void 0){this.st=new Set,e.strings!==void 0&&(this.nt=new Set(e.strings.join(` `).split(/\s/).filter(e=>e!==``)));for(let e in t)t[e]&&!this.nt?.has(e)&&this.st.add(e);return this.render(t)}let n=e.element.classList;for(let e of this.st)e in t||(n.remove(e),this.st.delete(e));for(let e in t){let r=!!t[e];r===this.st.has(e)||this.nt?.has(e)||(r?(n.add(e),this.st.add(e)):(n.remove(e),this.st.delete(e)))}return D}}),W=e=>e??O;function zt(e,t){let{question:n,error:r}=e,{key:i,type:a,label:o,hint:s,url:c}=n,l=Rt({wrong:!!r});if(a===`info`)return E`<p part="info"><span class="line">${o}</span>${s}</p>`;if(a===`radio`||a===`checkboxes`)return Kt(e,t);if(a===`checkbox`){let n=c&&E`<p part="hint">${t.linkTo(c,t.say(`form.privacy`))}</p>`;return E`<div part="field" class=${l}>${Vt(e)}${qt(e,{label:o})}${n}</div>`}return E`<div part="field" class=${l}>
    <label part="label" for=${U(i)}>${Bt(n,t)}</label>${Vt(e)}${Ht(e,t)}
  </div>`}var Bt=({id:e,label:t,required:n},{say:r})=>n||e===`familyName`?t:r(`form.optional`,{label:t}),Vt=({question:{key:e,hint:t},error:n})=>E`
  ${t?E`<p part="hint" id="${U(e)}-hint">${t}</p>`:O}
  ${n?E`<p part="error" id="${U(e)}-error">${n}</p>`:O}
`,G=({question:{key:e,hint:t},error:n})=>[t&&`${U(e)}-hint`,n&&`${U(e)}-error`].filter(Boolean).join(` `)||void 0,K=({error:e})=>W(e&&`true`);function Ht(e,t){let{type:n}=e.question;return n===`select`?Gt(e,t):n===`textarea`?Wt(e):Ut(e)}function Ut(e){let{key:t,type:n,autocomplete:r}=e.question;return E`<input
    part="input"
    id=${U(t)}
    name=${U(t)}
    type=${/^(email|tel|date)$/.test(n)?n:`text`}
    autocomplete=${W(r)}
    spellcheck="false"
    aria-describedby=${W(G(e))}
    aria-invalid=${K(e)}
    .value=${R(wt(e.answer))}
  />`}function Wt(e){let{key:t,autocomplete:n}=e.question;return E`<textarea
    part="input textarea"
    id=${U(t)}
    name=${U(t)}
    autocomplete=${W(n)}
    aria-describedby=${W(G(e))}
    aria-invalid=${K(e)}
    rows="3"
    .value=${R(wt(e.answer))}
  ></textarea>`}function Gt(e,{say:t}){let{key:n,options:r}=e.question;return E`<select
    part="input select"
    id=${U(n)}
    name=${U(n)}
    aria-describedby=${W(G(e))}
    aria-invalid=${K(e)}
  >
    <option value="">${t(`form.select`)}</option>
    ${r?.map(({value:t,label:n})=>E`<option value=${t} .selected=${R(Tt(e.answer,t))}>${n}</option>`)}
  </select>`}function Kt(e,t){let{question:n,error:r}=e,i=n.type===`radio`;return E`<fieldset
    part="field group"
    class=${Rt({wrong:!!r})}
    role=${W(i?`radiogroup`:void 0)}
    aria-describedby=${W(G(e))}
    aria-invalid=${i?K(e):O}
  >
    <legend part="label">${Bt(n,t)}</legend>
    ${Vt(e)}${n.options?.map((t,n)=>qt(e,{...t,isFirst:n===0}))}
  </fieldset>`}function qt(e,{value:t,label:n,isFirst:r=!0}){let{key:i,type:a}=e.question,o=a===`radio`;return E`<label part="choice">
    <input
      part="tick"
      type=${o?a:`checkbox`}
      id=${W(r?U(i):void 0)}
      name=${U(i)}
      value=${W(t)}
      aria-describedby=${W(t===void 0?G(e):void 0)}
      aria-invalid=${o?O:K(e)}
      .checked=${R(Tt(e.answer,t))}
    /><span>${n}</span>
  </label>`}function Jt(e,{key:t,code:n,message:r},i){let a={label:i?.label??``,max:i?.maxLength??z.answer};return e(`error.${i?.id??t}.${n}`,a)||e(`error.${n}`,a)||r||e(`errors.heading`)}function Yt(e){let{say:t,onSeveral:n}=e,r=t(`form.several`);return Zt(e,{heading:t(`form.heading`),intro:r?E`<button part="quiet" type="button" @click=${n}>${r}</button>`:O,body:V(e.questions,e.answers).map(t=>Xt(e,t)),submit:t(`form.submit`)})}function Xt(e,t){let n=e.faults.find(({key:e})=>e===t.key),r=e.answers[t.key];return zt({question:t,answer:r,error:n&&Jt(e.say,n,t)},e)}function Zt(e,{heading:t,intro:n,body:r,submit:i}){let{data:a,say:o,isSending:s,faults:c}=e,l=c.some(({key:e})=>e===B);return E`
    <form part="form" novalidate @input=${e.onInput} @change=${e.onInput} @submit=${e.onSubmit}>
      <h3 part="form-heading" tabindex="-1">${t}</h3>
      ${Qt(e)}
      <p part="note">${a.training.notice.text}</p>
      <div part="questions" ?inert=${s}>${n}${r}${en(e,l)}</div>
      ${tn(e)}
      <button part="button submit" type="submit" @click=${e.onSubmit} aria-disabled=${W(s?`true`:void 0)}>
        ${s?o(`form.sending`):i}
      </button>
    </form>
  `}function Qt({faults:e,changed:t,say:n,linkTo:r,data:i,questions:a}){if(e.length===0&&!t)return O;let o=e.some(({key:e})=>e.startsWith(`/`)&&!a.some(t=>t.key===e));return E`
    <div part="summary" role="alert" tabindex="-1">
      <h4 part="summary-heading">${n(`errors.heading`)}</h4>
      ${t?E`<p>${n(`changed`)}</p>`:O}
      <ul>
        ${e.map(e=>{let t=a.find(({key:t})=>t===e.key),r=[t?.who,Jt(n,e,t)].filter(Boolean).join(`: `);return E`<li>${t||e.key===`/trap`?E`<a part="link" href="#${U(e.key)}" @click=${$t}>${r}</a>`:r}</li>`})}
      </ul>
      ${o?E`<p>${r(i.training.links.page,n(`form.page`))}</p>`:O}
    </div>
  `}function $t(e){e.preventDefault();let t=e.currentTarget;t.getRootNode().getElementById(decodeURIComponent(t.hash.slice(1)))?.focus()}function en(e,t){let n=zt({question:{id:``,key:B,type:`text`,label:e.say(`form.trap`),required:!0,autocomplete:`off`},answer:e.answers[B],error:void 0},e);return t?n:E`<div class="aside" inert>${n}</div>`}var tn=({say:e})=>E`<p part="privacy"><strong>${e(`form.privacy`)}</strong><br />${e(`form.privacy.text`)}</p>`;function nn(e){let[t=e]=/\b\d{6}\b/.exec(e)??/\b\d{3}[\s\p{Pd}]\d{3}\b/u.exec(e)??[],n=t.replace(/[\s\p{Pd}\p{Cf}]/gu,``);return/^\d{6}$/.test(n)?n:void 0}function rn(e,t){if(e.isOver)return ln(e,t);let{say:n}=t,r=e.busy===`checking`,i=e.fault&&n(`verify.${e.fault}`);return E`
    ${e.hasFailed?dn(t):O}
    <form part="form" novalidate @submit=${an(e)}>
      <h3 part="form-heading" tabindex="-1">${n(`verify.title`)}</h3>
      ${i?un(t,i):O}
      <p part="code-text">${n(`verify.text`,{address:e.sentTo})}</p>
      <div part="questions" ?inert=${r}>${on(e,t,i)}</div>
      <button part="button submit" type="submit" @click=${an(e)} aria-disabled=${W(e.busy&&`true`)}>
        ${n(r?`verify.sending`:`verify.button`)}
      </button>
      <p class="aside" role="status">${r?n(`verify.sending`):O}</p>
      <p part="note">${n(`verify.link`)} ${n(`verify.junk`)}</p>
      <p part="actions">
        ${cn(e,n(`verify.again`),()=>e.askAgain())} ${cn(e,n(`verify.change`),()=>e.correct())}
      </p>
      <p part="code-news" role="status">${e.news?n(`verify.${e.news}`):O}</p>
    </form>
  `}var an=e=>t=>{t.preventDefault(),e.check()};function on(e,{say:t},n){return E`<div part="field" class=${Rt({wrong:!!n})}>
    <label part="label" for="q-code">${t(`verify.label`)}</label>
    <p part="hint" id="code-hint">${t(`verify.hint`)}</p>
    ${n?E`<p part="error" id="code-error">${n}</p>`:O}
    <input
      part="input code"
      id="q-code"
      type="text"
      dir="ltr"
      inputmode="numeric"
      autocomplete="one-time-code"
      spellcheck="false"
      aria-describedby=${n?`code-hint code-error`:`code-hint`}
      aria-invalid=${W(n&&`true`)}
      .value=${R(e.typed)}
      @input=${sn(e)}
    />
  </div>`}var sn=e=>t=>{let n=t.currentTarget;/\p{L}/u.test(n.value)&&(n.value=nn(n.value)??n.value),e.type(n.value)},cn=(e,t,n)=>E`<button part="quiet" type="button" @click=${n} aria-disabled=${W(e.busy&&`true`)}>${t}</button>`,ln=(e,{say:t})=>E`<section part="panel">
  <h3 part="panel-title" tabindex="-1">${t(`verify.over`)}</h3>
  <p part="panel-text">${t(`verify.over.text`)}</p>
  <p part="actions">
    <button part="button" type="button" @click=${()=>e.correct()}>${t(`verify.over.again`)}</button>
  </p>
</section>`,un=(e,t)=>Qt({...e,faults:[{key:`code`,code:`code`,message:t}],questions:[{id:`code`,key:`code`,type:`text`,label:``,required:!0}],changed:!1}),dn=({say:e})=>E`<section part="panel">
  <h3 part="panel-title" tabindex="-1">${e(`errors.heading`)}</h3>
  <p part="panel-text">${e(`verify.failed`)}</p>
</section>`,fn=e=>e.currentTarget.getRootNode();function pn(e){if(!e?.matches(`summary`))for(let t=e?.closest(`details`);t;t=t.parentElement?.closest(`details`))t.open=!0;e?.focus()}function q(e,...t){let n=fn(e),r=()=>t.map(e=>n.querySelector(e)).find(e=>e!==null);setTimeout(()=>pn(r()))}function mn(e){let t=e.target.closest(`a[href^="#"]`);t&&pn(fn(e).getElementById(decodeURIComponent(t.hash.slice(1))))}var hn=[`	`,`;`,`,`],gn=/(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]|mailto:|^ *(?:\(?\d{1,3}[.)](?! *\d)|[*•·▪◦●○\p{Pd}\p{Co}]+) */gimu,_n=/(?:^|[\t;,\n]) ?"[^"@]*(?:""[^"@]*)*"(?= ?(?:[\t;,\n]|$))/g,vn=/^[^",;\t]+, ?\p{L}[^",;\t<]*<[^<>]+>$/u,yn=/[^\s<>()[\]"',;:|.\p{Pd}](?:.*[^\s<>()[\]"',;:|.\p{Pd}])?/u,bn=/^[^@\s]+@(?:[^@.\s]+\.)+[^@.\s]{2,}$/,xn=/^(?:(?:\p{L}{2,}\.|mrs?|ms|dra?|sra?|srta|ofc|officer|deputy|det|detective|sgt|sergeant|lt|lieutenant|capt|captain|chief|oficial|agente|sargento) +)+/iu,Sn=/\(| or | o /,Cn=/^(["']) ?(.*?) ?\1$/,wn=/[^\p{L}\p{N}]/gu,Tn=/^(?![\u3040-\u9fff\uac00-\ud7af])[\p{L}\p{M}.'’-]+(?:, ?[\p{L}\p{M}.'’ -]+| [\p{L}\p{M}.'’-]+)$/u,En=[[`givenName`,/^(first|given)(names?)?$/],[`familyName`,/^((last|family|sur)(names?)?|apellidos?([pm]aterno)?)$/],[`name`,/^((full)?names?|nombres?(completo|yapellidos?)?)$/],[`email`,/^(e?mail(address)?|correo(electronico)?)$/],[`role`,/^(role|(job)?title|position|function|rol|funcion|cargo|puesto)$/]],Dn=[[`police`,/^(policeofficer|deputy(sheriff)?|policia|(oficial|agente)depolicia)$/],[`fire`,/^(fire(fighter|man)|bomber[oa])$/],[`medical`,/^(ems|emt|paramedic[oa]?|nurse|enfermer[oa])$/],[`social-work`,/^(socialworker|trabajadora?social)$/],[`school-resource-officer`,/^sro$/],[`dispatcher`,/^(911dispatcher|operadora?(del)?911)$/],[`victim-advocate`,/^(victimadvocate|defensora?devictimas)$/]];function On(e,t){let n=zn(t),r={columns:[],separator:`
`};return kn(e).flatMap(e=>{let i=An(e),a=Pn(i);if(a)return r={columns:a,separator:hn.find(t=>e.includes(t))??`
`},[];let o=e.includes(r.separator),s=o?jn(e,r.separator):i;return(!o&&!e.includes(`	`)&&s.every(e=>/@|^ *$/.test(e))?s.map(e=>[e]):[s]).map(e=>e.flatMap((e,t)=>Fn(e,o?r.columns[t]:void 0,n))).flatMap(e=>e.length>0?Ln(e,n,t.length>0):[])})}var kn=e=>e.replace(/\r\n?/g,`
`).replace(/[^\S\n\t]+/g,` `).replace(gn,``).replace(_n,e=>e[0]+e.slice(1).replaceAll(`
`,` `)).split(`
`);function An(e){if(vn.test(e))return[e];let t=hn.filter(t=>e.includes(t)).map(t=>jn(e,t));return t.find(e=>e.some(e=>/@[^@,;\t]*$/.test(e)))??t[0]??[e]}function jn(e,t){let n=e.split(t),r=[],i=!1;for(let e of n)r.push(i?r.pop()+t+e:e),e.split(`"`).length%2==0&&(i=!i);return i?n:r}var Mn=e=>e.trim().replace(Cn,`$2`).replaceAll(`""`,`"`),J=e=>e.toLowerCase().normalize(`NFKD`).replace(wn,``),Nn=e=>En.find(([,t])=>t.test(J(e)))?.[0]??`unused`;function Pn(e){if(e.some(e=>/[@"]/.test(Mn(e))))return;let t=e.map(e=>({kind:Nn(e),text:Mn(e)})),n=e=>t.some(({kind:t})=>t===e);if(!n(`name`)&&!n(`email`)&&!(n(`givenName`)&&n(`familyName`)))return;let r=n(`givenName`)?`unused`:n(`familyName`)?`givenName`:`name`;return t.map(({kind:e,text:t})=>({kind:e===`name`?r:e,text:t}))}function Fn(e,t,n){let r=Mn(e);if(!r)return[];if(t?.text&&t.kind===`unused`)return[{kind:`unused`,text:`${t.text}: ${r}`}];let i=r.replace(/[^\s<>()[\]",;:|]+/g,e=>/.@|@./.test(e)?`\n${e}\n`:e).split(`
`);return i.length===1?[{kind:t?.text?t.kind:In(r,n),text:r}]:i.flatMap(e=>yn.exec(e)??[]).map(e=>({kind:In(e,n),text:e}))}function In(e,t){return e.includes(`@`)||/^[\w-]+(?:\.[\w-]+)+\.[a-z]{2,4}$/.test(e)?`email`:t(e)||!`${e} `.replace(xn,``)?`role`:/\p{L}/u.test(e)&&!/\p{N}/u.test(e)?`words`:`unused`}function Ln(e,t,n){let r={answers:{},marks:[]},i=(e,t,n)=>t&&r.marks.push({field:n,kind:e,text:t}),a=(e,t)=>t&&(r.answers[e]=t),o=e=>e.forEach(e=>i(`unused`,e)),s=(e,t,n)=>{let r=t.find(n)??t[0]??``,s=n(r);a(e,s??(e===`email`?r:``)),s||i(e,r,e),o(t.filter(e=>e!==r))};s(`email`,Y(e,`email`),e=>bn.test(e)?e:void 0);let{given:c,family:l,rank:u,doubt:d,others:f}=Rn(e,r.answers.email);a(`givenName`,c),a(`familyName`,l),i(`name`,d,`givenName`),i(`unused`,u);let p=[...Y(e,`role`),...f];return n?s(`role`,p,t):o(p),o(Y(e,`unused`)),r}var Y=(e,t)=>e.filter(e=>e.kind===t).map(({text:e})=>e);function Rn(e,t=``){let n=t=>Y(e,t).join(` `),[r,i,a]=[n(`givenName`),n(`familyName`),n(`name`)],o=Y(e,`words`);if(r||i)return{given:r,family:i,rank:``,doubt:``,others:o};let s=a||o[0]||``,c=e.findIndex(({text:e})=>e===s),l=t=>e[c]?.kind===`words`&&e[c+t]?.kind===`words`,u=xn.exec(`${s} `)?.[0]??``,d=l(1)&&!/[ ,]/.test(s.slice(u.length)),f=d?`${s} ${o[1]}`:s,p=f.slice(u.length),m=p.includes(`,`),[h=``,ee=``]=p.split(m?/, ?(.*)/:/ (.*)/),[g,_]=m?[ee,h]:[h,ee],v=J(t.replace(/[^a-z].*/i,``)),te=[g,g+_,g.slice(0,1)+_].map(J).includes(v),ne=Tn.test(p)&&(d?!l(2)&&te:!l(1)),y=o.slice(a?0:d?2:1);return{given:g,family:_,rank:u.trim(),doubt:ne?``:f,others:y}}function zn(e){let t=e.map(({value:e,label:t})=>({value:e,names:[e,t,...t.split(Sn)].map(J)}));return e=>{let n=J(e),r=Dn.find(([,e])=>e.test(n))?.[0],i=t.filter(({names:e})=>n&&e.includes(n)),a=i.length>0?i:t.filter(({value:e})=>e===r);return a.length===1?a[0]?.value:void 0}}var Bn=[`agency`,`attestation`,`minimumAge`,`language`],X=e=>Bn.includes(e),Vn=({id:e})=>e===`agency`,Hn=[`givenName`,`familyName`,`email`,`role`,`roleOther`],Un=({id:e,required:t})=>t||Hn.includes(e),Z=({id:e},t=``)=>`/people/${e}/${t}`,Wn=e=>[`name`,`email`].map(t=>({id:t,key:`/coordinator/${t}`,type:t===`email`?`email`:`text`,label:e(`people.coordinator.${t}`),required:!0,autocomplete:t,maxLength:z[t]}));function Gn({form:e},t,n,r){let i=e=>X(e)?e:Z(n,e);return e.fields.filter(({id:e})=>!X(e)).map(e=>{let{id:n,type:a,label:o,hint:s,showWhen:c}=e;return{...e,key:i(n),who:r,type:a===`radio`?`select`:a,label:t(`field.${n}`)||o,hint:Hn.includes(n)?``:t(`field.${n}.hint`)||s||``,required:e.required&&n!==`email`,autocomplete:`off`,...c&&{showWhen:{...c,field:i(c.field)}}}})}function Kn({training:e,form:t},n){let r=e.audience.minimumAge??0,i=Ct(t).filter(({key:e,id:t})=>e.startsWith(`/`)||X(t)).map(e=>({...e,label:n(`field.${e.id}`,{age:r})||e.label,hint:n(`field.${e.id}.hint`)||e.hint||``})),a={id:`split`,key:`/split`,type:`radio`,label:n(`people.together`),hint:n(`people.together.hint`),required:!0,options:[`split`,`all`].map(e=>({value:e,label:n(`people.together.${e}`)}))};return[...i,a]}var qn=({kind:e})=>e===`unused`,Jn=e=>e.toLowerCase().replace(/\s+/g,` `).trim(),Yn=class{#e;#t=[];#n;#r=0;constructor(e){this.#e=e,this.#a()}get rows(){return this.#t}get change(){return this.#n}filled(e){let t=new Set;for(let[n,r]of Object.entries(e)){let e=/^\/people\/(\d+)\//.exec(n)?.[1];e&&H(r).length>0&&t.add(Number(e))}return this.#t.filter(({id:e})=>t.has(e))}nameOf(e,t){let[n,r,i]=[`givenName`,`familyName`,`email`].map(n=>t[Z(e,n)]);return[n,r].filter(Boolean).join(` `)||String(i??``)}identityOf=(e,t)=>Jn([`givenName`,`familyName`,`email`].map(n=>t[Z(e,n)]??``).join(` `));marksOf=(e,t)=>e.marks.filter(n=>n.answer===this.#i(n,e,t));#i=({kind:e,field:t},n,r)=>e===`name`?this.nameOf(n,r):t&&r[Z(n,t)]||``;unused=()=>this.#t.flatMap(({marks:e})=>e.filter(qn)).length;withMark=({kind:e,text:t},n)=>this.#t.filter(r=>this.marksOf(r,n).some(n=>n.kind===e&&Jn(n.text)===Jn(t)));#a(e=!0){let t={id:this.#r++,marks:[],isOpen:e,wasOpen:e,isMoreOpen:!1};return this.#t=[...this.#t,t],t}add(){return this.#n=void 0,this.#e.requestUpdate(),this.#a()}remove(e,t){let n=this.#t;this.#n={before:n,removed:{at:n.indexOf(e),person:t}},this.keep(n.filter(t=>t!==e)),this.#e.requestUpdate()}undo(){this.#t=this.#n?.before??this.#t,this.#n=void 0,this.#e.requestUpdate()}keep(e){this.#t=e,e.length===0&&this.#a()}restart(e){this.#n=void 0,this.keep(e)}paste(e,t,n,r){let{answers:i}=this.#e,a=this.#t,o=n.form.fields.find(({id:e})=>e===`role`),s=On(e,o?.options??[]),c=s.filter(e=>Object.keys(e.answers).length>0).length;if(this.#n={before:a,pasted:{count:c,unclear:0}},this.#e.requestUpdate(),c===0)return!1;let l=this.filled(i),u=new Set(l.map(e=>this.identityOf(e,i)));this.#t=a.filter(e=>l.includes(e)||e.marks.length>0);let d={},f=s.map(({answers:e,marks:n})=>{let i=this.#a(!1),a=!e.role&&!n.some(({field:e})=>e===`role`);for(let[n,r]of Object.entries(a?{...e,role:t}:e))d[Z(i,n)]=r;i.marks=n.map(e=>({...e,answer:this.#i(e,i,d)}));let s=this.identityOf(i,d);return s&&(a&&o?.required&&!t&&i.marks.push({kind:`missing`,field:`role`,text:``,answer:``}),(u.has(s)||r(s))&&i.marks.push({kind:`twice`,field:void 0,text:this.nameOf(i,d),answer:``}),u.add(s)),i}),p=e=>!qn(e);for(let e of f.filter(({marks:e})=>e.some(p)).slice(0,20))this.open(e);return this.#n.pasted={count:c,unclear:f.flatMap(({marks:e})=>e.filter(p)).length},this.#e.type(d),!0}accept(e,t){t.kind===`email`&&this.#e.type({[Z(e,`email`)]:``}),this.#o(e=>e===t,[e])}skipUnused(){this.#o(qn,this.#t)}#o(e,t){let n=t.filter(({marks:t})=>t.some(e));for(let t of n)t.marks=t.marks.filter(t=>!e(t));let r=this.filled(this.#e.answers);this.keep(this.#t.filter(e=>!n.includes(e)||e.marks.length>0||r.includes(e))),this.#e.requestUpdate()}shareRole(e,t){let{answers:n}=this.#e,r=t.flatMap(t=>[`role`,`roleOther`].map(r=>[Z(t,r),n[Z(e,r)]??``]));this.#e.type(Object.fromEntries(r));for(let e of t)e.isOpen=this.marksOf(e,this.#e.answers).length>0}open(e){e.isOpen=e.wasOpen=!0}toggle(e,t,n){e[t]!==n&&(e[t]=n,e.wasOpen||=e.isOpen,this.#e.requestUpdate())}},Xn=e=>e.flatMap(({people:e})=>e),Zn=4096,Qn=[`waitlisted`,`pending_approval`,`pending_verification`,`confirmed`],$n=({status:e})=>Qn.indexOf(e),er=({words:e,lang:t})=>pt(e,t,`people.`),tr=class{list;#e;#t=[];#n=``;#r=[];constructor(e){this.#e=e,this.list=new Yn(e);let{givenName:t,familyName:n,email:r}=e.answers,i=Object.entries(e.answers).filter(([e])=>!e.startsWith(`/`)&&!X(e));e.type({"/coordinator/name":[t,n].filter(Boolean).join(` `),"/coordinator/email":r??``,"/split":`split`,...Object.fromEntries(i.map(([e,t])=>[Z({id:0},e),t]))})}sentTo=({training:e})=>this.#r.filter(t=>t.training===e.slug);numberOf=(e,t)=>Xn(this.sentTo(t)).length+this.list.rows.indexOf(e)+1;about(e,t){let n=er(t);return Gn(t,n,e,n(`people.person`,{number:this.numberOf(e,t)}))}questions(e,t){let n=er(e),r=this.list.filled(t),i=new Set(r.length>0?r:this.list.rows.slice(0,1)),a=Kn(e,n);return[...Wn(n),...a.filter(Vn),...this.list.rows.flatMap(t=>this.about(t,e).map(e=>({...e,required:e.required&&i.has(t)}))),...a.filter(e=>!Vn(e))]}registration(e,t,n){let r=Kn(e,er(e)),{people:i,...a}=Pt(r,t,n),[o=``,s=``,c]=[`/coordinator/name`,`/coordinator/email`,`agency`].map(e=>String(t[e]??``).trim());return{...a,people:this.#i(e,t,r),coordinator:{name:o,email:s,...c&&{agency:c}},split:t[`/split`]!==`all`}}#i(e,t,n){let r=n.filter(({id:e})=>X(e)),i=[],a=Zn;this.#n=e.training.slug,this.#t=[];for(let n of this.list.filled(t)){let{person:o}=Ft([...this.about(n,e),...r],t);if(a+=new TextEncoder().encode(JSON.stringify(o)).length,i.length===z.people||i.length>0&&a>z.bodyBytes)break;i.push(o),this.#t.push(n)}return i}keyOf(e){let[,t=``,n=``]=/^\/(?:people\/(\d+)|coordinator)\/(.*)$/.exec(e)??[],r=this.#t[Number(t)];return X(n)?n:t&&r?Z(r,n):e}receive(e){let{answers:t}=this.#e,n=this.#t.map((n,r)=>({name:this.list.nameOf(n,t),identity:this.list.identityOf(n,t),status:e.people?.[r]?.status??e.status}));this.#r.push({...e,training:this.#n,people:n});let r=this.list.filled(t).filter(e=>!this.#t.includes(e));if(this.list.restart(r),r.length>0)return;let i=this.#r.filter(({training:e})=>e===this.#n),[a=e]=i.toSorted((e,t)=>$n(e)-$n(t)),o=Xn(i),s=a.status!==`confirmed`||o.every(({status:e})=>e===`confirmed`);return{...a,status:s?a.status:`waitlisted`,people:o}}restart(){this.#r=[],this.list.restart([]),this.#e.type({"/split":`split`})}paste(e,t,n){let r=new Set(Xn(this.sentTo(n)).map(({identity:e})=>e));return this.list.paste(e,t,n,e=>r.has(e))}openFaulty(e,t){for(let{key:n}of nr(e).slice(0,20)){let e=this.list.rows.find(e=>n.startsWith(Z(e)));e&&(this.list.open(e),e.isMoreOpen||=t.some(e=>e.key===n&&!Un(e)))}}},nr=e=>e.filter(({key:t},n)=>e.findIndex(e=>e.key===t)===n);function rr(e,t){let{say:n,data:r}=t,i=r.form.fields.find(({id:e})=>e===`role`)?.options;return E`<details part="paste">
      <summary id="paste">${n(`people.paste`)}</summary>
      <p part="hint" id="pasted-hint">${n(`people.paste.hint`)}</p>
      <div part="field"><label part="label" for="pasted">${n(`people.paste.label`)}</label>
        <textarea part="input textarea" id="pasted" rows="6" spellcheck="false" autocomplete="off" aria-describedby="pasted-hint"></textarea></div>
      ${i?E`<div part="field"><label part="label" for="pasted-role">${n(`people.paste.role`)}</label>
            <select part="input select" id="pasted-role">
              <option value="">${n(`people.paste.role.none`)}</option>
              ${i.map(({value:e,label:t})=>E`<option value=${e}>${t}</option>`)}
            </select></div>`:O}
      <p part="actions">
        <button part="button" type="button" @click=${cr(e,t)}>${n(`people.paste.add`)}</button>
      </p>
    </details>
    ${ir(e,t)}`}function ir(e,{say:t}){let n=e.list.change?.pasted;if(!n)return O;let{count:r,unclear:i}=n,a=e.list.unused(),o=(e,t)=>E`<button part="quiet" type="button" @click=${t}>${e}</button>`;return E`<p part="people-notice" tabindex="-1">${t(r>0?`people.pasted`:`people.paste.nothing`,{count:r})}
    ${i>0?t(`people.paste.unclear`,{count:i}):O}
    ${a>0?t(`people.paste.unused`,{count:a}):O}
    ${a>0?o(t(`people.paste.skip`),ar(e)):O}
    ${r>0?o(t(`people.undo`),or(e)):O}</p>`}var ar=e=>t=>{e.list.skipUnused(),q(t,`[part=people-notice]`)},or=e=>t=>{e.list.undo(),q(t,`#paste`)},sr=e=>fn(e).querySelector(`#pasted`),cr=(e,{data:t})=>n=>{let r=sr(n),i=fn(n).querySelector(`#pasted-role`)?.value??``;r&&e.paste(r.value,i,t)&&(r.value=``,r.closest(`details`)?.removeAttribute(`open`)),q(n,`[part=people-notice]`)},lr=(e,{answers:t,data:n})=>r=>{let[i,a]=[`name`,`email`].map(e=>String(t[`/coordinator/${e}`]??``).trim());i&&e.paste(`${i}\t${a}`,``,n),q(r,i?`[part=people-notice]`:`[name="q-/coordinator/name"]`)},ur=(e,t)=>n=>{if(t.isSending||!sr(n)?.value.trim())return t.onSubmit(n);n.preventDefault(),cr(e,t)(n)};function dr(e,{say:t}){if(e.length!==0)return E`
    ${e.map(({reference:e,people:n,...r})=>E`
        <p part="reference-label">${t(`result.reference`)}</p>
        <p part="reference">${e}</p>
        <ul part="outcomes" aria-label=${t(`people.result.heading`)}>
          ${n.map(({name:e,status:n})=>E`<li part="outcome"><span>${e}</span><strong>${t(`people.status.${n}`)||n===r.status&&r.next?.title||n}</strong></li>`)}
        </ul>
      `)}
  `}var fr=({id:e})=>`person-${e}`;function pr(e,t,n,r){let{say:i,data:a,answers:o,faults:s}=n,{list:c}=e,l=e.numberOf(t,a),u=c.nameOf(t,o),d=[i(`people.person`,{number:l}),u].filter(Boolean).join(`: `),f=c.marksOf(t,o),p=f.length>0||s.some(({key:e})=>e.startsWith(Z(t))),m=e=>n=>c.toggle(t,e,n.currentTarget.open),h=e=>{c.remove(t,d),q(e,`[part=removed]`)};return E`<details part="person" class=${Rt({marked:p})} ?open=${t.isOpen} @toggle=${m(`isOpen`)}>
    <summary part="person-name" id=${fr(t)}>${d}${p?E` <span part="look">${i(`people.look`)}</span>`:O}
      <span part="person-summary">${mr(t,n)}</span></summary>
    ${f.map(r=>gr(e,t,r,n,h))}
    ${t.wasOpen?hr(e,t,n,r,m(`isMoreOpen`)):O}
    <p part="actions"><button part="quiet" type="button" @click=${h}>${i(`people.remove`,{number:l})}</button></p>
  </details>`}function mr(e,{answers:t,data:n}){let r=n.form.fields.find(({id:e})=>e===`role`)?.options??[],i=t[Z(e,`role`)],a=r.find(({value:e})=>e===i)?.label;return[t[Z(e,`email`)],t[Z(e,`roleOther`)]||a].filter(Boolean).join(` · `)}function hr(e,t,n,r,i){let a=V([...e.about(t,n.data),...r],n.answers).filter(({who:e})=>e),o=e=>e.map(e=>Xt(n,e)),s=a.filter(e=>!Un(e));return E`<div role="group" aria-labelledby=${fr(t)}>
    <div part="person-fields">${o(a.filter(Un))}</div>
    ${_r(e,t,n)}
    ${s.length>0?E`<details part="more" ?open=${t.isMoreOpen} @toggle=${i}>
          <summary>${n.say(`people.more`)}</summary>${o(s)}</details>`:O}
  </div>`}function gr(e,t,n,{say:r,data:i},a){let{kind:o,field:s,text:c}=n,l=r=>{e.list.accept(t,n),q(r,`[name="q-${Z(t,s)}"]`,`#${fr(t)}`,`#paste`)},u=(e,t)=>E`<button part="quiet" type="button" @click=${t}>${e}</button>`;return E`<p part="mark">${r(`people.mark.${o}`,{text:c})} ${{role:()=>O,missing:()=>O,name:()=>u(r(`people.mark.ok`),l),email:()=>u(r(`people.mark.skip`),l),unused:()=>u(r(`people.mark.skip`),l),twice:()=>u(r(`people.remove`,{number:e.numberOf(t,i)}),a)}[o]()}</p>`}function _r(e,t,{answers:n,say:r}){let i=t.marks.find(({field:e})=>e===`role`);if(!i||!n[Z(t,`role`)])return O;let a=e.list.withMark(i,n);return a.length===0||a.includes(t)?O:E`<p part="mark"><button part="quiet" type="button" @click=${n=>{e.list.shareRole(t,a),q(n,`[name="q-${Z(t,`role`)}"]`)}}>${r(`people.mark.${i.kind}.others`,{count:a.length,text:i.text})}</button></p>`}function vr(e,t){let n={...t,faults:nr(t.faults)},{say:r,data:i,answers:a,isSending:o}=n,s=e.list.filled(a).length,c=Xn(e.sentTo(i)).length,l=c>0?r(`people.sent`,{done:c,count:c+s}):O,u=Kn(i,r);return E`<div @click=${mn}>${Zt({...n,faults:yr(n),onSubmit:ur(e,n)},{heading:r(`people.heading`),intro:E`${c>0?Sr(e,n,l):xr(n)} ${Cr(e,n,u)}`,body:E`${Tr(e,n,u)} ${wr(n,u,s)}`,submit:r(`people.submit`,{count:Math.max(1,s)})})}<p class="aside" role="status">${o?l:O}</p></div>`}function yr({faults:e,say:t}){let n=e.length-20,r={key:`more`,code:`more`,message:t(`people.faults.more`,{count:n})};return n>0?[...e.slice(0,20),r]:e}var br=(e,t)=>V(t,e.answers).map(t=>Xt(e,t)),xr=({say:e,onSeveral:t})=>E`<button part="quiet" type="button" @click=${t}>${e(`people.one`)}</button>`,Sr=(e,t,n)=>E`
  <div part="sent">
    <p><strong>${n}</strong> ${t.isSending?O:t.say(`people.sent.others`)}</p>
    ${dr(e.sentTo(t.data),t)}
  </div>
`,Cr=(e,t,n)=>E`
  <p part="note">${t.say(`people.intro`)}</p>
  <fieldset part="coordinator">
    <legend part="people-heading">${t.say(`people.coordinator`)}</legend>
    ${br(t,[...Wn(t.say),...n.filter(Vn)])}
    <p part="actions">
      <button part="quiet" type="button" @click=${lr(e,t)}>${t.say(`people.me`)}</button>
    </p>
  </fieldset>
`,wr=(e,t,n)=>E`
  <fieldset part="shared">
    <legend part="people-heading">${e.say(`people.shared`)}</legend>
    ${br(e,t.filter(e=>!Vn(e)))}
    ${n>z.people?E`<p part="note">${e.say(`people.parts`,{max:z.people})}</p>`:O}
  </fieldset>
`;function Tr(e,t,n){let{rows:r,change:i}=e.list,a=[...r];return i?.removed&&a.splice(i.removed.at,0,i.removed),E`
    <fieldset part="people-list">
      <legend part="people-heading">${t.say(`people.list`)}</legend>
      ${rr(e,t)}
      ${ut(a,e=>`person`in e?`removed`:e.id,r=>`person`in r?Er(e,t,r):pr(e,r,t,n))}
      <p part="actions">
        <button part="button" type="button" @click=${Dr(e)}>${t.say(`people.add`)}</button>
      </p>
    </fieldset>
  `}var Er=(e,{say:t},{at:n,person:r})=>E`
  <p part="removed" tabindex="-1">${t(`people.removed`,{person:r})}
    <button part="quiet" type="button" @click=${Or(e,n)}>${t(`people.undo`)}</button>
  </p>
`,Dr=e=>t=>q(t,`[name="q-${Z(e.list.add(),`givenName`)}"]`),Or=(e,t)=>n=>{e.list.undo();let r=e.list.rows[t];r&&q(n,`#${fr(r)}`)},kr=(e,t,n)=>E`
  <section part="panel">
    <h3 part="panel-title" tabindex="-1">${e}</h3>
    <p part="panel-text">${t}</p>
    <p part="actions">${n}</p>
  </section>
`;function Ar({data:{training:e},say:t},n,r){let{title:i,text:a}=n?{title:t(`state.${n}`),text:t(`state.${n}.text`)}:e.notice,o=/^(full|closed|upcoming)$/.test(n??e.state),s=E`<button part="button" type="button" @click=${r}>${t(`refresh`)}</button>`;return kr(i,a,o?s:O)}function jr({data:{training:e},say:t,linkTo:n},r,i){let a=t(`failed.${r}`);return kr(t(a?`failed.heading`:`errors.heading`),a||t(`failed.unknown`),E`<button part="button" type="button" @click=${i}>${t(`failed.retry`)}</button>
      ${n(e.links.page,t(`form.page`))}`)}function Mr(e){let{title:t,summary:n,notice:r,details:i}=e.data.training;return E`
    <header part="card">
      <h2 part="title" tabindex="-1">${t}</h2>
      <p part="free">${e.say(`card.free`)}</p>
      ${n?E`<p part="about">${n}</p>`:O}
      <p part="state">${r.title}</p>
      ${Nr(e,i)}
    </header>
  `}function Nr({linkTo:e},t){let[n,r]=[t.filter(({heading:e})=>e),t.filter(({heading:e})=>!e)];return E`
    <dl part="facts">
      ${n.map(({heading:t,lines:n})=>E`<div part="fact"><dt part="term">${t}</dt><dd part="detail">${dt(n,e)}</dd></div>`)}
    </dl>
    ${r.map(({lines:t})=>E`<p part="people">${dt(t,e)}</p>`)}
  `}function Pr(e){let{say:t,result:n,people:r,successUrl:i,onAnother:a}=e,{status:o,reference:s,next:c}=n,l=t(`result.${o}.text`)||c?.text;return E`
    <section part="result">
      <h3 part="result-title" tabindex="-1">${Fr(e,n)}</h3>
      <p part="result-text">${l}</p>
      ${r||E`<p part="reference-label">${t(`result.reference`)}</p><p part="reference">${s}</p>`}
      ${n.people?.some(e=>e.status===`confirmed`)?Ir(e):O}
      <p part="note">${t(`result.before`)} ${t(`result.question`)}</p>
      <p part="actions"><button part="button" type="button" @click=${a}>${t(`result.another`)}</button>
      ${i?E`<a part="button" href=${i}>${t(`result.continue`)}</a>`:O}</p>
    </section>
  `}var Fr=({say:e},{status:t,next:n})=>e(`result.${t}`)||n?.title;function Ir(e){let{details:t,calendars:n}=e.data.training;return E`
    ${Nr(e,t.filter(({recap:e})=>e))}
    ${n.length>0?E`<p part="calendars"><span part="term">${e.say(`result.calendar`)}</span>
          ${n.map(({href:t,text:n})=>e.linkTo(t,n))}</p>`:O}
  `}var Lr=e=>E`
  ${Mr(e)}
  ${e.hasForm?Rr(e):O}
`,Rr=e=>E`
  <p class="aside" role="status">${zr(e)}</p>
  ${Br(e)} ${ft(e.data.training.help,e.linkTo)}
`;function zr({step:e,...t}){return e.name===`sending`?t.say(`form.sending`):`result`in e?Fr(t,e.result):O}function Br(e){let{step:t}=e;switch(t.name){case`form`:case`sending`:return Hr(e,O);case`failed`:return Hr(e,jr(e,t.reason,e.onRetry));case`refused`:{let n=Ar(e,t.reason,e.onCheck);return/^(not-|full)/.test(t.reason??``)?Hr(e,n):E`${n}${Vr(e)}`}case`code`:return rn(t.code,e);case`done`:return Pr({...e,result:t.result,people:Vr(e)})}}var Vr=({step:e,...t})=>e.group&&dr(e.group.sentTo(t.data),t);function Hr(e,t){let{step:n}=e,{faults:r,changed:i}=n.name===`form`?n:{faults:[],changed:!1},a={...e,faults:r,changed:i,isSending:n.name===`sending`};return E`${t}${n.group?vr(n.group,a):Yt(a)}`}var Ur=[`https:`,`mailto:`,`tel:`,`sms:`];function Wr(e,t,n=Ur){if(!URL.canParse(e,t))return;let r=new URL(e,t);return n.includes(r.protocol)||r.protocol===`http:`&&r.origin===new URL(t).origin?r.href:void 0}var Gr=e=>(t,n)=>{let r=t===void 0?void 0:Wr(t,e);return r===void 0?n:r.startsWith(`http`)?E`<a part="link" href=${r} target="_blank" rel="noopener noreferrer">${n}</a>`:E`<a part="link" href=${r}>${n}</a>`},Kr=(e,t)=>E`
  <div part="root skeleton">
    <slot></slot>
    ${t?O:E`<p role="status">${e.loading}</p>`}
    <div aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i></div>
  </div>
`,qr=(e,t,n)=>E`
  <div part="unavailable">
    <slot></slot>
    ${t?O:E`<p role="status">${e.failed}</p>`}
    ${n?E`<button part="quiet" type="button" @click=${n}>${e.retry}</button>`:O}
  </div>
`,Jr=({say:e,others:t,onSpeak:n,exitUrl:r,onLeave:i,back:a,onBack:o})=>E`
  <div part="toolbar">
    ${a?E`<button part="quiet" type="button" @click=${o}>${a}</button>`:O}
    ${t.map(e=>E`<button part="language" type="button" lang=${e} @click=${()=>n(e)}>${Xe(e)}</button>`)}
  </div>
  ${r?E`<a part="button exit" href=${r} rel="noreferrer" @click=${i}>${e(`exit.leave`)}<small>${e(`exit.note`)}</small></a>`:O}
`;function Yr(e){let t=document.createElement(`dialog`);e.prepend(t),t.showModal()}function Xr(e){let{signup:t,lang:n,hasLink:r,base:i}=e,{step:a}=t;if(a.name===`loading`)return Kr(gt(n),r);if(a.name===`unavailable`)return qr(gt(n),r,i?()=>t.begin():void 0);let o=a.name===`choose`?a.list:a.data,s=pt(o.words,o.lang,`group`in a&&a.group?`people.`:``),c=a.name===`choose`?Qr(e,a,s):$r(e,a,s);return E`<div part="root" lang=${o.lang} dir=${s(`direction`)}>${Zr(e,o,s)} ${c}</div>`}function Zr({signup:e,exitUrl:t,onSpeak:n,onLeave:r},{languages:i,lang:a},o){let s=e.step.name===`sending`?void 0:e.choice;return Jr({say:o,others:i.filter(e=>e!==a),onSpeak:n,exitUrl:ni(t),onLeave:r,back:s&&_t(s),onBack:()=>e.chooseAgain()})}var Qr=({signup:e,base:t},n,r)=>vt({step:n,say:r,linkTo:Gr(t),onNarrow:t=>e.narrow(t),onChoose:t=>e.choose(t)});function $r({signup:e,root:t,base:n,hasForm:r,successUrl:i},a,o){let{answers:s,questions:c}=e,l=()=>ei(e,t);return Lr({data:a.data,say:o,linkTo:Gr(n),step:a,answers:s,questions:c,hasForm:r,successUrl:ni(i),onInput:({currentTarget:t})=>ti(e,t),onSubmit:e=>{e.preventDefault(),l()},onSeveral:()=>void e.changeForm(),onRetry:l,onCheck:()=>e.checkAgain(),onAnother:()=>e.registerAnother()})}function ei(e,t){let n=t.querySelector(`form`);n&&(ti(e,n),e.submit(At(n)))}var ti=(e,t)=>e.type(kt(t,e.questions,e.answers)),ni=e=>e?Wr(e,document.baseURI,[`https:`]):void 0,Q=class extends Event{constructor(e,t){super(e,{bubbles:!0,composed:!0}),Object.assign(this,t)}},ri=class extends Q{constructor(e){super(`training-signup-ready`,{training:e})}},ii=class extends Q{constructor(e){super(`training-signup-start`,{training:e})}},ai=class extends Q{constructor(e,t,n){super(`training-signup-registered`,{training:e,partner:t,status:n})}},oi=class extends Q{constructor(e){super(`training-signup-error`,{problem:e})}},si=2**31-1,ci=1e3,li=class{#e;#t;#n=0;constructor(e){this.#e=e}setClock(e){this.#n=Date.parse(e)-Date.now()||0}watch({state:e,opensAt:t}){if(this.cancel(),e!==`upcoming`||!t)return;let n=Date.parse(t)-Date.now()-this.#n;this.#t=setTimeout(this.#e,Math.min(Math.max(n,ci),si))}cancel(){clearTimeout(this.#t)}},ui=({form:e})=>e.requires.some(e=>e!==`verification`),di=e=>e.name!==`form`&&(e.name!==`refused`||e.reason!==void 0),fi=class{#e;#t;#n=new li(()=>void this.load());#r;#i=0;constructor(e,t){this.#e=e,this.#t=t}get choice(){let e=this.#r?.from;return e&&e.list.trainings.length>1?e:void 0}get#a(){let{training:e,series:t}=this.#e.wanted;return!this.#r&&(!!t||e.includes(`,`))}begin(){this.#r=void 0,this.#o({name:`loading`})}#o(e){this.#n.cancel(),this.#t.restart(e),this.load()}choose(e,t){let{step:n}=this.#t;n.name===`choose`&&(this.#r={slug:e,from:n},this.#o({name:`loading`}),t&&this.#t.wantFocus(`top`))}chooseAgain(){let{choice:e}=this;e&&(this.#r=void 0,this.#o(e),this.#t.wantFocus(`top`))}watchOpening(){let{step:e}=this.#t;e.name===`refused`&&this.#n.watch(e.data.training)}sleep(){this.#n.cancel()}load(e=!!this.#t.loaded?.group){let t=++this.#i,n=()=>t!==this.#i;return this.#a?this.#s(n):this.#l(e,n)}async#s(e){let{server:t,wanted:n}=this.#e,{series:r,training:i,...a}=n,o=await t?.trainings(r?{series:r}:{slug:i.replace(/\s/g,``)},a);if(!e())return o?.kind===`ok`?this.#c(o.value):this.#t.step.name===`loading`&&this.giveUp(o&&Ue(o)),o?.kind===`ok`}#c(e){let{step:t}=this.#t;if(t.name===`choose`)return this.#t.go({...t,list:e});this.#t.go({name:`choose`,list:e,audienceOf:void 0});let[n,r]=e.trainings;n&&!r&&this.choose(n.slug,!1)}async#l(e,t){let{server:n,wanted:r}=this.#e,{training:i,series:a,...o}=r,s=this.#r?.slug??i,c=!this.#t.loaded;c&&await Ze();let l=s?await n?.training(s,o,{isForGroup:e,bypassCache:!c}):void 0;if(!t())return l?.kind===`ok`?this.#u(l.value,l.date):this.#f(l),l?.kind===`ok`}#u(e,t){let n=this.#t,r=n.loaded;if(this.#n.setClock(t??e.now),r&&di(r))n.go({...r,data:e});else if(ui(e))return this.giveUp();else n.takes(e)?n.enter(e,r?.name===`form`?r:{name:`form`,faults:[],changed:!1}):this.refuse(e);r||this.#e.updateComplete.then(()=>this.#d())}#d(){let{loaded:e}=this.#t;e&&this.#t.count(new ri(e.data.training.slug),`view`)}#f(e){let t=this.#t.loaded;t?e?.kind===`refused`&&e.problem.status===410?this.refuse(t.data,`withdrawn`):this.watchOpening():this.#t.go({name:`unavailable`}),e&&e.kind!==`ok`&&this.#t.tell(new oi(Ue(e)))}giveUp(e=`garbage`){this.#t.step.name!==`unavailable`&&(this.#n.cancel(),this.#r=void 0,this.#t.go({name:`unavailable`}),this.#t.tell(new oi(e)))}refuse(e,t){this.#t.enter(e,{name:`refused`,reason:t}),this.#n.watch(e.training)}checkAgain(){let{loaded:e}=this.#t;this.#t.wantFocus(),e&&this.#t.enter(e.data,{name:`refused`,reason:void 0}),this.load()}};function pi({server:e,training:t,result:{reference:n,verification:r}}){let i=r?.secret??``,a=(e,r=``)=>({training:t,path:`/${encodeURIComponent(n)}/verification${r}`,body:JSON.stringify(e)});return{verify:t=>e.register(a({secret:i,code:t})),sendCode:()=>e.post(a({secret:i},`/code`),Boolean)}}var mi={"wrong-code":`wrong`,"code-used-up":`used-up`},hi=[`verification-over`,`not-found`],gi=90,_i=class{#e;#t;#n;#r=``;#i;#a;#o;#s=!1;#c=!1;constructor(e,t){this.#e=e,this.#t=t,this.#n=pi(t)}get typed(){return this.#r}get busy(){return this.#i}get fault(){return this.#a}get news(){return this.#o}get hasFailed(){return this.#s}get isOver(){return this.#c}get sentTo(){return this.#t.result.verification?.sentTo??``}type(e){this.#r=e}async check(){if(this.#i)return;let e=nn(this.#r);if(this.#a=e?void 0:this.#r.trim()?`shape`:`missing`,this.#s=!1,!e)return this.#u();let t=await this.#l(`checking`,()=>this.#n.verify(e));if(vi(t))return this.#e.leaveCode(this.#t.isStale);t.kind===`refused`&&(this.#a=mi[P(t.problem)]),this.#s=t.kind!==`ok`&&!this.#a,this.#u(),t.kind===`ok`&&this.#e.finish(this.#t,t.value)}async askAgain(){if(this.#i)return;this.#s=!1;let e=await this.#l(`asking`,this.#n.sendCode);if(vi(e))return this.#e.leaveCode(this.#t.isStale);e.kind===`ok`&&(this.#r=``,this.#a=void 0),this.#o=yi(e),this.#u(this.#c)}correct(){let{reference:e,verification:t}=this.#t.result;this.#i||!t||this.#e.correct({reference:e,secret:t.secret})}async#l(e,t){this.#i=e,this.#o=void 0,this.#u(!1);let n=await t();return this.#i=void 0,this.#c=n.kind===`refused`&&hi.includes(P(n.problem)),this.#e.reportMiss(n),n}#u(e=!0){this.#t.isStale()||this.#e.show(e)}},vi=e=>e.kind===`refused`&&P(e.problem)===`training-cancelled`;function yi(e){if(e.kind===`ok`)return`again.sent`;let t=Number(e.kind===`failed`&&e.headers?.get(`retry-after`));return t>gi?`again.often`:t>0?`again.wait`:`failed`}var bi=class{#e=``;#t;take(e,t){let n=xi(e,t);return this.#t&&n===this.#e||(this.#e=n,this.#t={training:e,body:JSON.stringify(t),key:Si()}),this.#t}holds(e,t){return this.#t!==void 0&&this.#e===xi(e,t)}forget(){this.#t=void 0}};function xi(e,{lang:t,elapsedMs:n,...r}){return JSON.stringify([e,r])}var Si=()=>[...crypto.getRandomValues(new Uint8Array(16))].map(e=>e.toString(16).padStart(2,`0`)).join(``),Ci=class{#e;#t;#n;#r=new bi;#i=0;#a=!1;constructor(e,t,n){this.#e=e,this.#t=t,this.#n=n}abandon(){this.#i++}forget(){this.#r.forget()}async submit(e){let{loaded:t,isSent:n,questions:r,answers:i}=this.#t;if(!t||n)return;this.#t.wantFocus();let a=Mt(r,i),o=[...e,...a.filter(({key:t})=>!e.some(e=>e.key===t))];if(o.length>0)return this.#t.enterForm(t.data,o);this.#a=!1,await this.#s(t)}resume(){let{step:e}=this.#t;e.name!==`failed`||this.#a||![`offline`,`network`].includes(e.reason)||this.#r.holds(e.data.training.slug,this.#o(e))&&(this.#a=!0,this.#s(e))}#o({data:e,group:t,replaces:n}){let{answers:r,questions:i}=this.#t,a=Math.max(this.#t.elapsedMs,z.minimumFillMs),o={partner:this.#e.wanted.partner,lang:e.lang,elapsedMs:a,replaces:n};return t?.registration(e,r,o)??Pt(i,r,o)}async#s({data:e,...t}){let{server:n}=this.#e;if(!n)return;let r=++this.#i,i=()=>r!==this.#i,{group:a,replaces:o}=t;this.#t.enter(e,{name:`sending`},{group:a,replaces:o});let s=this.#o({data:e,group:a,replaces:o});await Ze(z.minimumFillMs-this.#t.elapsedMs);let c=this.#r.take(e.training.slug,s),l=await n.register(c);this.reportMiss(l);try{l.kind===`ok`?this.#c({...c,data:e,server:n,result:l.value,isStale:i}):i()||await this.#l(l,e,i)}catch{this.#d(e,`refused`)}}#c(e){let{result:t,data:n,isStale:r}=e;if(!t.verification)return this.finish(e,t);if(r())return;let i=new _i(this,e);this.#t.enter(this.#t.loaded?.data??n,{name:`code`,code:i,result:t})}async#l(e,t,n){if(e.kind===`failed`)return this.#d(t,e.reason);this.#r.forget();let{errors:r=[]}=e.problem;if(await this.#n.load(),n())return;let i=this.#t.loaded?.data??t,a=P(e.problem).replace(`training-`,``);this.#t.takes(i)?r[0]?this.#u(i,r):`state.${a}`in i.words?this.#n.refuse(i,a):this.#d(i,`refused`):this.#n.refuse(i)}#u(e,t){let n=this.#t.loaded?.group,r=t.filter(({code:e})=>e!==`unknown-field`).map(({pointer:e,code:t,message:r})=>({key:n?.keyOf(e)??e.replace(`/people/0/`,``),code:t,message:r}));r.some(({key:e})=>e===`/trap`)&&this.#t.emptyTrap(),this.#t.enterForm(e,r,{changed:r.length<t.length})}#d(e,t){this.#t.enter(this.#t.loaded?.data??e,{name:`failed`,reason:t})}finish({training:e,isStale:t,data:n},r){let i=this.#t;if(i.tell(new ai(e,this.#e.wanted.partner,r.status)),t())return;let{data:a=n,group:o}=i.loaded??{},s=o?o.receive(r):r;s?i.enter(a,{name:`done`,result:s},{replaces:void 0}):this.#s({data:a,group:o,replaces:void 0})}correct(e){let{loaded:t}=this.#t;this.#t.wantFocus(),t&&this.#t.enterForm(t.data,[],{replaces:e})}async leaveCode(e){await this.#n.load(),e()||this.#n.checkAgain()}show(e){e&&this.#t.wantFocus(),this.#t.requestUpdate()}reportMiss(e){e.kind!==`ok`&&this.#t.tell(new oi(Ue(e)))}},wi=class{#e;#t={name:`loading`};#n=!1;#r={};#i=!1;#a=0;constructor(e){this.#e=e}get step(){return this.#t}get loaded(){return`data`in this.#t?this.#t:void 0}get isSent(){return[`sending`,`code`,`done`].includes(this.#t.name)}get answers(){return Object.assign(Object.create(null),this.#e.prefill,this.#r)}get questions(){let{loaded:e}=this;return e?e.group?.questions(e.data,this.answers)??Ct(e.data.form):[]}get elapsedMs(){return performance.now()-this.#a}takeFocus(){if([`loading`,`sending`].includes(this.#t.name))return!1;let e=this.#n;return this.#n=!1,e}wantFocus(e=!0){this.#n=e}restart(e){this.#i=!1,this.#n=!1,this.go(e)}go(e){let t=this.#t.name;e.name===`form`&&t!==`form`&&t!==`sending`&&(this.#a=performance.now()),this.#t=e,this.requestUpdate()}enter(e,t,n={}){let{group:r,replaces:i}=this.loaded??{};this.go({group:r,replaces:i,...n,...t,data:e})}enterForm(e,t=[],{changed:n=!1,...r}={}){this.enter(e,{name:`form`,faults:t,changed:n},r),this.loaded?.group?.openFaulty(t,this.questions)}takes({training:{state:e}}){return[`open`,`few`,`waitlist`,this.loaded?.replaces&&`full`].includes(e)}type(e){if(Object.keys(e).length===0)return;this.#r={...this.#r,...e};let{loaded:t}=this;!this.#i&&t&&this.count(new ii(t.data.training.slug),`start`),this.#i=!0,this.requestUpdate()}keepShared(){this.#r=Lt(this.answers)}emptyTrap(){this.#r={...this.#r,[B]:``}}forget(){this.#r={}}requestUpdate(){this.#e.requestUpdate()}tell(e){this.#e.dispatchEvent(e)}count(e,t){this.tell(e);let{server:n,wanted:r}=this.#e;Ze().then(()=>n?.countImpression(e.training,t,r.partner))}},Ti=class{#e;#t;#n;#r;constructor(e){this.#e=new wi(e),this.#t=new fi(e,this.#e),this.#n=new Ci(e,this.#e,this.#t),e.addController(this)}hostConnected(){this.wake()}hostDisconnected(){this.#t.sleep()}get step(){return this.#e.step}get answers(){return this.#e.answers}get questions(){return this.#e.questions}get choice(){return this.#t.choice}takeFocus(){return this.#e.takeFocus()}begin(){this.#n.abandon(),this.#t.begin()}load(){return this.#t.load()}choose(e){this.#t.choose(e,!0)}chooseAgain(){this.#n.abandon(),this.#t.chooseAgain()}narrow(e){let{step:t}=this.#e;t.name===`choose`&&this.#e.go({...t,audienceOf:e})}type(e){this.#e.type(e)}async changeForm(){let e=!this.#e.loaded?.group;e&&(this.#r??=new tr(this.#e));let t=!e||await this.#t.load(!0),{loaded:n,isSent:r}=this.#e;if(!n||t===void 0||r)return;let i=e?this.#r:void 0;this.#e.wantFocus(),t?this.#e.takes(n.data)?this.#e.enterForm(n.data,[],{group:i}):this.#e.go({...n,group:i}):this.#e.enterForm(n.data,[{key:`/`,code:`several`}])}submit(e){this.#n.submit(e)}checkAgain(){this.#t.checkAgain()}registerAnother(){let{loaded:e}=this.#e;this.#e.keepShared(),e?.group?.restart(),this.#e.wantFocus(),e&&this.#e.enterForm(e.data),this.#t.load()}forget(){this.#r=void 0,this.#e.forget(),this.#n.forget()}giveUp(){this.#t.giveUp()}resume(){this.#e.step.name===`unavailable`?this.begin():this.#n.resume()}wake(){this.#t.watchOpening()}},Ei=`
  :host {
    display: block;
    container-type: inline-size;
    /* In a dialog or a table's cell, which are as wide as what is in them. */
    contain-intrinsic-inline-size: 18rem;
    min-inline-size: min(18rem, 100%);
  }
  /* light-dark() is light unless the page itself says that it can be dark. Not on the host, where a page's own rule wins. */
  [part] {
    --accent: var(--training-signup-accent, light-dark(#0b57d0, #a8c7fa));
    --on-accent: var(--training-signup-on-accent, light-dark(#fff, #0a2a5c));
    --surface: var(--training-signup-surface, light-dark(#fff, #1b1e23));
    --on-surface: var(--training-signup-on-surface, light-dark(#1b1f24, #e6e8eb));
    --tint: var(--training-signup-tint, light-dark(#f3f6fb, #24282f));
    --link: var(--training-signup-link, light-dark(#0b57d0, #a8c7fa));
    --border: var(--training-signup-border, light-dark(#d5d9df, #3b4049));
    --field-border: var(--training-signup-field-border, light-dark(#747b85, #8b929c));
    --muted: var(--training-signup-muted, light-dark(#545b64, #b3bac4));
    --error: var(--training-signup-error, light-dark(#b3261e, #f2b8b5));
    --radius: var(--training-signup-radius, 10px);
  }
  :host([hidden]) { display: none; }
  /* Not on the host, which would hand it on to the page's own link. */
  :host([theme='light']) [part='root'] { color-scheme: light; }
  :host([theme='dark']) [part='root'] { color-scheme: dark; }

  * { box-sizing: border-box; margin: 0; min-inline-size: 0; padding: 0; border: 0; font: inherit; color: inherit; scroll-margin-block: 6em; }
  /*
   * Nothing of the page comes in but its font, its colour and its colour scheme. Here and not on the host, where any
   * rule of the page would win.
   */
  [part~='root'] {
    all: initial;
    display: block;
    box-sizing: border-box;
    color: inherit;
    color-scheme: inherit;
    visibility: inherit;
    font-family: inherit;
    font-size: max(1em, 16px);
    line-height: 1.5;
    min-block-size: var(--training-signup-reserve, min(100vh, 60rem));
    padding: 1.25em;
    border: 1px solid var(--border);
    border-radius: var(--radius);
    overflow-wrap: break-word;
  }
  [part='root'] { background: var(--surface); color: var(--on-surface); }
  h2, h3, h4 { font-weight: 700; line-height: 1.25; }
  h2 { font-size: 1.5em; }
  h3 { font-size: 1.25em; }
  legend { max-inline-size: 100%; }
  strong, legend, [part='label'], [part='error'], [part='state'], li { font-weight: 600; }
  .line { display: block; }
  .aside { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  a { color: var(--link); }
  :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
  [tabindex='-1'] { outline: none; }

  button, [part~='input'], [part~='button'] { min-block-size: 44px; border-radius: min(var(--radius), 8px); }
  button { background: none; cursor: pointer; }
  [part='language'], [part='quiet'] { padding-inline: 0.75em; margin-inline: -0.75em; text-decoration: underline; }
  [part='toolbar'] { display: flex; flex-wrap: wrap; gap: 0 2em; margin-block-start: -0.5em; color: var(--link); }
  [part='language'] { margin-inline-start: auto; }
  [part~='exit'] { position: sticky; inset-block-start: 0.5em; z-index: 1; display: table; margin-block-end: 1em; margin-inline-start: auto; background: var(--surface); }
  small { display: block; font-size: 0.8125em; font-weight: 400; color: var(--muted); }
  /* In the browser's own colour: a page may have made the widget's ground transparent. */
  dialog { inline-size: 100vw; block-size: 100vh; max-inline-size: none; max-block-size: none; }
  .muted, [part='free'], [part='term'], [part='people'], [part='hint'], [part='note'], [part='privacy'] { color: var(--muted); }
  [part='state'] {
    display: inline-block;
    margin-block-start: 0.75em;
    padding: 0.125em 0.75em;
    border: 1px solid var(--border);
    border-radius: 1em;
    background: var(--tint);
  }
  [part='about'] { margin-block-start: 0.75em; }
  [part='facts'] { margin-block-start: 1em; }
  [part='fact'], [part='people'] { padding-block: 0.625em; border-block-start: 1px solid var(--border); }

  [part='form'], [part='help'] { margin-block-start: 1em; padding-block-start: 1.25em; border-block-start: 1px solid var(--border); }
  [part='panel'], [part='result'], [part='summary'] { margin-block-start: 1em; padding: 1.25em; border: 1px solid var(--border); border-radius: var(--radius); }
  [part='panel'], [part='result'] { background: var(--tint); }
  [part='summary'] { border: 3px solid var(--error); }
  [part='summary'] :is(ul, p) { margin-block-start: 0.5em; }
  ul { padding-inline-start: 1.25em; }
  li { padding-block: 0.25em; }
  li, li a, [part='error'] { color: var(--error); }
  ul[part] { display: grid; gap: 1em; padding: 0; margin-block-start: 1em; list-style: none; }
  ul[part] > li { font-weight: inherit; color: inherit; }
  [part~='field'], [part='info'], [part='privacy'] { margin-block-start: 1.25em; }
  [part='hint'], [part='note'], [part='privacy'], [part='help'] { font-size: 0.9375em; }
  .wrong { padding-inline-start: 0.75em; border-inline-start: 4px solid var(--error); }
  [part~='input'] {
    display: block;
    inline-size: 100%;
    max-inline-size: 32em;
    margin-block-start: 0.375em;
    padding: 0.5em 0.75em;
    border: 1px solid var(--field-border);
    background: var(--surface);
  }
  [part~='input'][aria-invalid] { border: 2px solid var(--error); }
  option { background: var(--surface); color: var(--on-surface); }
  [part='choice'] { display: flex; gap: 0.75em; align-items: center; min-block-size: 44px; padding-block: 0.25em; }
  [part='tick'] { flex: none; inline-size: 1.375em; block-size: 1.375em; accent-color: var(--accent); }

  [part~='button'] { padding: 0.625em 1.25em; border: 1px solid var(--field-border); font-weight: 600; }
  [part~='submit'] { inline-size: 100%; margin-block-start: 1.25em; border-color: transparent; background: var(--accent); color: var(--on-accent); }
  button:hover { text-decoration: underline; }
  [inert] { opacity: 0.6; }
  [part='panel-text'], [part^='result-t'], [part='note'] { margin-block-start: 0.5em; }
  [part='actions'] { display: flex; flex-wrap: wrap; gap: 0.75em 1.25em; align-items: center; margin-block-start: 1em; }
  [part='reference-label'] { margin-block-start: 1em; }
  [part='reference'] { font-size: 1.5em; font-weight: 700; -webkit-user-select: all; user-select: all; }

  [part='help'] { display: grid; gap: 1.25em; }
  [part='help-heading'] { font-size: 1em; }
  [part='help'] a, [part='calendars'] a { display: inline-block; padding-block: 0.25em; margin-inline-end: 1em; }

  i { display: block; block-size: 1em; border-radius: 4px; background: var(--border); opacity: 0.6; margin-block-start: 1.5em; }
  i:nth-child(odd) { inline-size: 50%; }
  i:nth-child(even) { block-size: 44px; margin-block-start: 0.5em; }

  @container (min-width: 544px) {
    [part~='root'] { padding: 1.75em 2em; }
    [part='fact'] { display: grid; grid-template-columns: 11em 1fr; gap: 1em; }
    [part='help'] { grid-template-columns: 1fr 1fr; }
    [part~='submit'] { inline-size: auto; min-inline-size: 14em; }
  }
  @media (prefers-reduced-motion: no-preference) {
    i { animation: pulse 1.6s ease-in-out infinite alternate; }
    @keyframes pulse { to { opacity: 0.25; } }
  }
  @media (forced-colors: active) {
    i { border: 1px solid; }
    [part~='submit'] { border-color: ButtonText; }
  }

  [part='audiences'] { margin-block: 1em; }
  [part='training'] { padding: 1em 1.25em; border: 1px solid var(--border); border-radius: var(--radius); }
  [part~='open'] { border-color: transparent; background: var(--accent); color: var(--on-accent); }

  fieldset[part^='people'], [part='coordinator'], [part='shared'] { min-inline-size: 0; margin-block-start: 2em; }
  [part='people-heading'] { padding: 0; font-size: 1.125em; font-weight: 700; }
  details { margin-block-start: 0.75em; padding-inline: 1em; border: 1px solid var(--border); border-radius: var(--radius); }
  details[open] { padding-block-end: 1em; }
  summary { min-block-size: 44px; align-content: center; margin-inline: -1em; padding: 0.375em 1em; font-weight: 600; cursor: pointer; }
  [part='more'] { border-style: dashed; margin-block-start: 1.25em; }
  [part='more'] > summary { font-weight: inherit; }
  .marked { border-inline-start: 4px solid var(--link); }
  [part='look'] { margin-inline-start: 0.5em; padding-inline: 0.5em; border: 1px solid; border-radius: 1em; font-size: 0.8125em; color: var(--link); white-space: nowrap; }
  [part='person-summary'] { display: block; font-size: 0.9375em; font-weight: 400; color: var(--muted); }
  [open] > summary > [part='person-summary'], [part='person-summary']:empty { display: none; }
  [part='mark'], [part='removed'], [part='people-notice'], [part='sent'] {
    margin-block-start: 0.75em;
    padding: 0.5em 0.75em;
    border: 1px solid var(--border);
    border-radius: min(var(--radius), 8px);
    background: var(--tint);
  }
  [part='people-notice'] > button { margin-inline-end: 1.25em; }
  [part='outcome'] { display: flex; flex-wrap: wrap; gap: 0 1em; justify-content: space-between; padding-block: 0.5em; }
  [part='outcome']:not(:last-child) { border-block-end: 1px solid var(--border); }
  ul[part='outcomes'] { gap: 0; max-inline-size: 40em; margin-block-start: 0.25em; }
  @container (min-width: 544px) {
    [part='person-fields'] { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.25em; }
    [part='person-fields'] > [part='field group'] { grid-column: 1 / -1; }
  }

  [part='code-text'] { margin-block-start: 0.75em; }
  [part~='code'] { max-inline-size: 8em; font-size: 1.375em; font-variant-numeric: tabular-nums; letter-spacing: 0.1em; }
  [part='code-news']:not(:empty) { margin-block-start: 0.75em; font-weight: 600; }
`,Di=/^[a-z\d][a-z\d-]{0,62}$/,$={reflect:!0,converter:{fromAttribute:e=>e??void 0}},Oi=class extends N{static properties={training:$,series:$,partner:$,lang:$,theme:$,"exit-url":$,"success-url":$,api:$,prefill:{attribute:!1},fetch:{attribute:!1}};#e=new Ti(this);#t;#n=``;#r=!1;#i;#a=!1;#o;static define(e=`training-signup`,t=customElements){return t.define(e,this),this}constructor(){super(),this.addController(new We(this,Ei)),this.addController(new Ge(this,this.#e)),this.addController(new Qe(this.#e))}get server(){return this.#t}get wanted(){return{training:this.training?.trim()??``,series:this.series,partner:Di.exec(this.partner??``)?.[0],lang:this.#i??Ke(this)}}willUpdate(e){let t=(...t)=>t.some(t=>e.has(t)),n=!this.#r;this.#r=!0,t(`lang`)&&(this.#i=void 0),(n||t(`api`,`fetch`))&&this.#l(),n||t(`training`,`series`,`api`,`fetch`)?this.#e.begin():t(`partner`,`lang`)&&this.#e.load()}scheduleUpdate(){try{return super.scheduleUpdate()}catch(e){return console.warn(e),this.#e.giveUp()}}updated(){!this.#o&&`data`in this.#e.step&&(this.#o=this.#s())}async#s(){await Ze(),this.#a=!0,this.requestUpdate()}async getUpdateComplete(){return await super.getUpdateComplete(),await this.#o,super.getUpdateComplete()}render(){return Xr({signup:this.#e,root:this.renderRoot,base:this.#n,lang:this.wanted.lang,hasLink:this.#c,hasForm:this.#a,exitUrl:this[`exit-url`],successUrl:this[`success-url`],onSpeak:this.#u,onLeave:this.#d})}get#c(){return[...this.children].some(e=>e.assignedElements?.().length!==0)}#l(){this.#n=Ie(this.api??Fe(import.meta.url)),this.#t=this.#n?Be(this.#n,this.fetch):void 0,this.#t||console.warn(`<training-signup> needs its server: api="https://…"`)}#u=async e=>{let t=this.#i;this.#i=e,await this.#e.load()===!1&&(this.#i=t)};#d=e=>{e.preventDefault(),Yr(this.renderRoot),this.#e.forget(),this.#e.begin(),location.replace(e.currentTarget.href)}},ki=`data-training-signup`,Ai=Oi.observedAttributes;function ji(e){if(!e.shadowRoot){let t=document.createElement(`training-signup`);t.append(document.createElement(`slot`));try{e.attachShadow({mode:`open`}).append(t)}catch{}}let t=e.shadowRoot?.querySelector(`training-signup`);for(let n of Ai){let r=e.getAttribute(`data-${n}`);r===null?t?.removeAttribute(n):r!==t?.getAttribute(n)&&t?.setAttribute(n,r)}}var Mi=()=>document.querySelectorAll(`div[${ki}]`).forEach(ji),Ni=({attributeName:e,addedNodes:t})=>e||[...t].some(e=>e instanceof Element);function Pi(){Mi(),new MutationObserver(e=>e.some(Ni)&&Mi()).observe(document,{subtree:!0,childList:!0,attributeFilter:[ki,...Ai.map(e=>`data-${e}`)]})}function Fi(e=()=>je(E`<br>`,document.createElement(`div`))){try{return e(),`adoptedStyleSheets`in document}catch{return!1}}!customElements.get(`training-signup`)&&Fi()&&(Oi.define(),Pi());export{Oi as TrainingSignupElement,Fi as canRender};