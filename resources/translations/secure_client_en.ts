<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>Agreement</name>
    <message>
        <source>我已阅读并同意</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AppTextField</name>
    <message>
        <source>隐藏</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>显示</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AppearanceSettings</name>
    <message>
        <source>主题</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>浅色</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>深色</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>高对比度</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>大字号（适老化）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>减少动画</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>语言</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CertificatePage</name>
    <message>
        <source>扩展（● 为关键扩展）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>证书链</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CloudKeyPage</name>
    <message>
        <source>本版本尚未提供云密钥。您可以使用移动证书，或连接 USBKey 使用数字证书业务。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DialogHost</name>
    <message>
        <source>PIN 码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请在密码键盘上输入 PIN 码。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请稍候…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>确定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>取消</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>知道了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>开始输入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在取消…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>暂无数据</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorState</name>
    <message>
        <source>错误代码 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>重试</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>请填写此项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请输入 11 位手机号码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请输入 6 位数字验证码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请输入有效的电子邮箱</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证号应为 18 位，末位可为大写 X</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证号中的出生日期不存在</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证号校验位不正确，请核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>统一社会信用代码应为 18 位数字或大写字母</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>统一社会信用代码校验位不正确，请核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>密码长度应为 8–16 位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>密码至少包含大写字母、小写字母、数字、特殊字符中的三种</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>密码含有不支持的字符</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请输入 2–30 个字的姓名，不含数字和符号</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileDropArea</name>
    <message>
        <source>将文件拖到这里，或点击选择</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HandwritingPad</name>
    <message>
        <source>请在此处手写签名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>手写签名区</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>清除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>保存</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>您好，今天要办理什么？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数字证书、电子印章与签名，都在这里。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还没有可用的功能模块。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Interaction</name>
    <message>
        <source>输入“%1”的 PIN 码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”请求使用“%2”中的密钥：%3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>共 %1 次使用。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>允许使用密钥？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>允许</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>拒绝</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN 码不正确。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还可尝试 %1 次。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这是最后一次机会，再次输错将锁定。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LegacyToken</name>
    <message>
        <source>PIN 已修改</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}–{1} 位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>介质已锁定。请使用管理员 PIN 解锁，或联系发证机构办理解锁。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还可尝试 {0} 次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请先插入介质。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请输入原 PIN。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新 PIN 的长度应为 {0}。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>两次输入的新 PIN 不一致。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新 PIN 不能与原 PIN 相同。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未检测到介质，请插入 USBKey 或智能卡。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>介质中没有可用的证书。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>签名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>加密</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>签名加密</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已过期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>未生效</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>即将到期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有效</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListPlace</name>
    <message>
        <source>暂无数据</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>列表没有加载成功。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请检查网络后重试。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>加载更多</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>数字证书客户端</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>体验环境：证书、印章和付款均为演示，不具有法律效力</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>开发者模式：允许加载未签名的插件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返回应用首页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>显示设置</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>完成</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NavigationPlaces</name>
    <message>
        <source>主导航</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数字证书客户端</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>首页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>显示设置</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Navigator</name>
    <message>
        <source>离开当前页面？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已填写的内容还没有提交，离开后将不再保留。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>离开</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>继续填写</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>首页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>云密钥</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>数字证书业务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>证书详情</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>密码管理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>我的印章</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PdfView</name>
    <message>
        <source>PDF 文档，第 %1 页，共 %2 页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 / %2 页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>缩小</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>放大</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第 %1 页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已签名的签名域 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>签名域 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>签名位置</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>未检测到介质，请插入 USBKey 或智能卡。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>修改 PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>介质</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>原 PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>新 PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再次输入新 PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>修 改</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>密码缓存</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>验证 PIN 后，在所选时间内使用同一介质不再询问；每次使用重新计时。PIN 本身不会被保存。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>缓存时长</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>正在处理</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QrImage</name>
    <message>
        <source>二维码</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Seals</name>
    <message>
        <source>印章图片已导入</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>删除印章图片？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已签署的文件不受影响。</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SealsPage</name>
    <message>
        <source>还没有印章。可导入自己的签名图片，或办理证书时制作个人印章。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不在有效期</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>删除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>导入签名图片</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>将白色背景变为透明</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>将 PNG 或 JPEG 图片拖到这里，或点击选择</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>图片 (*.png *.jpg *.jpeg)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>搜索</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SmsCodeField</name>
    <message>
        <source>图形验证码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>图形验证码，点击换一张</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>短信验证码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 秒后重发</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>获取验证码</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>正在处理</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>第 %1 步，共 %2 步：%3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>插件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>关于</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokensPage</name>
    <message>
        <source>已连接介质 %1 个</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>密码管理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>无法读取</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>证书</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · 有效期至 %3 · %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>下一步</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WizardPage</name>
    <message>
        <source>上一步</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
