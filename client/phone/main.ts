import '#client/ui/fonts.css'
import '#client/ui/palette.css'
import '#client/ui/tokens.css'
import '#client/light/light-page.css'
import './phone.css'
import { createApp } from 'vue'
import PhonePage from './PhonePage.vue'

createApp(PhonePage).mount('#phone')
