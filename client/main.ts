import './ui/desk.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { createDeskRouter } from './routes.ts'
import { createTexts } from './text/texts.ts'

const pinia = createPinia()
createApp(App).use(pinia).use(createTexts()).use(createDeskRouter(pinia)).mount('#app')
