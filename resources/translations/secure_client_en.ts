<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name></name>
    <message>
        <source>撤回对隐私策略的同意？</source>
        <translation>Withdraw your consent to the privacy policy?</translation>
    </message>
    <message>
        <source>撤回后将退出登录，停止收集信息，并删除本机保存的个人信息；已安装的证书和密钥保留。下次使用需重新同意。</source>
        <translation>You will be signed out, collection stops, and personal data on this device is deleted; installed certificates and keys stay. The next use asks for consent again.</translation>
    </message>
    <message>
        <source>撤回同意</source>
        <translation>Withdraw consent</translation>
    </message>
    <message>
        <source>未签名</source>
        <translation>unsigned</translation>
    </message>
    <message>
        <source>正在附加验证数据</source>
        <translation>Adding proofs</translation>
    </message>
    <message>
        <source>（体验环境，仅供测试）</source>
        <translation> (test environment only)</translation>
    </message>
    <message>
        <source>未注销</source>
        <translation>not revoked</translation>
    </message>
    <message>
        <source>已注销</source>
        <translation>revoked</translation>
    </message>
    <message>
        <source>未能查询</source>
        <translation>not checked</translation>
    </message>
    <message>
        <source>签名时间</source>
        <translation>Signed at</translation>
    </message>
    <message>
        <source>时间来源</source>
        <translation>Time from</translation>
    </message>
    <message>
        <source>签名人的时钟</source>
        <translation>the signer&apos;s clock</translation>
    </message>
    <message>
        <source>完整性</source>
        <translation>Integrity</translation>
    </message>
    <message>
        <source>未被篡改</source>
        <translation>intact</translation>
    </message>
    <message>
        <source>已被篡改</source>
        <translation>altered</translation>
    </message>
    <message>
        <source>签名后的变化</source>
        <translation>Changes after signing</translation>
    </message>
    <message>
        <source>无</source>
        <translation>none</translation>
    </message>
    <message>
        <source>变化明细</source>
        <translation>Changes in detail</translation>
    </message>
    <message>
        <source>电子印章</source>
        <translation>Electronic seal</translation>
    </message>
    <message>
        <source>证书已复制</source>
        <translation>Certificate copied</translation>
    </message>
    <message>
        <source>数字证书：%1</source>
        <translation>Digital certificate: %1</translation>
    </message>
    <message>
        <source>已保存 %1</source>
        <translation>Saved %1</translation>
    </message>
    <message>
        <source>注销状态</source>
        <translation>Revocation</translation>
    </message>
    <message>
        <source>不受信任</source>
        <translation>not trusted</translation>
    </message>
    <message>
        <source>受信任</source>
        <translation>trusted</translation>
    </message>
    <message>
        <source>状态未知</source>
        <translation>state unknown</translation>
    </message>
    <message>
        <source>主题</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>颁发者</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>序列号</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>生效时间</source>
        <translation>Valid from</translation>
    </message>
    <message>
        <source>到期时间</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>密钥算法</source>
        <translation>Key algorithm</translation>
    </message>
    <message>
        <source>签名算法</source>
        <translation>Signature algorithm</translation>
    </message>
    <message>
        <source>SHA-256 指纹</source>
        <translation>SHA-256 fingerprint</translation>
    </message>
    <message>
        <source>介质</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>信任来源</source>
        <translation>Trusted by</translation>
    </message>
    <message>
        <source>没有受信任的根证书</source>
        <translation>no trusted root</translation>
    </message>
    <message>
        <source>证书状态</source>
        <translation>Certificate state</translation>
    </message>
    <message>
        <source>算法</source>
        <translation>Algorithm</translation>
    </message>
    <message>
        <source>级别</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>订单编号</source>
        <translation>Order number</translation>
    </message>
    <message>
        <source>交易平台</source>
        <translation>Trading platform</translation>
    </message>
    <message>
        <source>证书用户</source>
        <translation>Certificate holder</translation>
    </message>
    <message>
        <source>CA 机构</source>
        <translation>Certificate authority</translation>
    </message>
    <message>
        <source>退款</source>
        <translation>Refund</translation>
    </message>
    <message>
        <source>有效期</source>
        <translation>Validity</translation>
    </message>
    <message>
        <source>创建时间</source>
        <translation>Created</translation>
    </message>
    <message>
        <source>更新时间</source>
        <translation>Updated</translation>
    </message>
    <message>
        <source>未实名</source>
        <translation>Not verified</translation>
    </message>
    <message>
        <source>手机号码</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>Identity number</translation>
    </message>
    <message>
        <source>验证%1以开启登录</source>
        <translation>Use your %1 to switch sign-in on</translation>
    </message>
    <message>
        <source>已开启%1登录</source>
        <translation>Sign-in by %1 is on</translation>
    </message>
    <message>
        <source>关闭指纹（面容）登录？</source>
        <translation>Switch sign-in by biometrics off?</translation>
    </message>
    <message>
        <source>关闭后需使用账号登录。</source>
        <translation>You will sign in with your account again.</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Switch off</translation>
    </message>
    <message>
        <source>验证%1以登录</source>
        <translation>Use your %1 to sign in</translation>
    </message>
    <message>
        <source>正在批量签名</source>
        <translation>Signing files</translation>
    </message>
    <message>
        <source>批量签署 %1 个文件</source>
        <translation>Sign %1 files</translation>
    </message>
    <message>
        <source>待签名</source>
        <translation>to sign</translation>
    </message>
    <message>
        <source>签名中</source>
        <translation>signing</translation>
    </message>
    <message>
        <source>已签名</source>
        <translation>signed</translation>
    </message>
    <message>
        <source>失败</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>签署 %1</source>
        <translation>Sign %1</translation>
    </message>
    <message>
        <source>请输入管理员 PIN。</source>
        <translation>Enter the administrator PIN.</translation>
    </message>
    <message>
        <source>介质已解锁，新 PIN 已生效</source>
        <translation>The medium is unlocked; the new PIN is in force</translation>
    </message>
    <message>
        <source>关闭（每次都输入）</source>
        <translation>Off (enter it each time)</translation>
    </message>
    <message>
        <source>0.5 小时</source>
        <translation>0.5 hours</translation>
    </message>
    <message>
        <source>1 小时</source>
        <translation>1 hour</translation>
    </message>
    <message>
        <source>1.5 小时</source>
        <translation>1.5 hours</translation>
    </message>
    <message>
        <source>2 小时</source>
        <translation>2 hours</translation>
    </message>
    <message>
        <source>印章已导入</source>
        <translation>Seal imported</translation>
    </message>
    <message>
        <source>印章有效</source>
        <translation>The seal is valid</translation>
    </message>
    <message>
        <source>印章被篡改</source>
        <translation>The seal was altered</translation>
    </message>
    <message>
        <source>制章机构不受信任</source>
        <translation>The seal’s maker is not trusted</translation>
    </message>
    <message>
        <source>制章时制章者证书不在有效期内</source>
        <translation>Its maker’s certificate was not valid when it was made</translation>
    </message>
    <message>
        <source>不在有效期</source>
        <translation>Not in force</translation>
    </message>
    <message>
        <source>单位印章</source>
        <translation>Seal of an organisation</translation>
    </message>
    <message>
        <source>个人印章</source>
        <translation>Seal of a person</translation>
    </message>
    <message>
        <source>印章编码</source>
        <translation>Seal number</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>其他（%1）</source>
        <translation>Other (%1)</translation>
    </message>
    <message>
        <source>制作时间</source>
        <translation>Made at</translation>
    </message>
    <message>
        <source>制章者</source>
        <translation>Made by</translation>
    </message>
    <message>
        <source>厂商标识</source>
        <translation>Vendor</translation>
    </message>
    <message>
        <source>印章图片</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>数据格式</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>GB/T 38540，版本 %1</source>
        <translation>GB/T 38540, version %1</translation>
    </message>
    <message>
        <source>将签章图片写入“%1”</source>
        <translation>Write the seal picture to “%1”</translation>
    </message>
    <message>
        <source>签章图片已写入介质</source>
        <translation>The picture is on the medium</translation>
    </message>
    <message>
        <source>删除“%1”中的签章图片？</source>
        <translation>Delete the seal picture on “%1”?</translation>
    </message>
    <message>
        <source>已签署的文件不受影响。</source>
        <translation>Signed files are not affected.</translation>
    </message>
    <message>
        <source>业务</source>
        <translation>Business</translation>
    </message>
    <message>
        <source>单位名称</source>
        <translation>Payee</translation>
    </message>
    <message>
        <source>开户银行</source>
        <translation>Bank</translation>
    </message>
    <message>
        <source>银行账号</source>
        <translation>Account number</translation>
    </message>
    <message>
        <source>转账金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>附言</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>已加入，可切换为员工身份</source>
        <translation>Joined; you can act as an employee now</translation>
    </message>
    <message>
        <source>退出“%1”？</source>
        <translation>Leave “%1”?</translation>
    </message>
    <message>
        <source>退出后不能再以该机构员工的身份办理业务。</source>
        <translation>Afterwards you can no longer act as an employee of this organisation.</translation>
    </message>
    <message>
        <source>退出机构</source>
        <translation>Leave the organisation</translation>
    </message>
    <message>
        <source>请选择身份</source>
        <translation>Choose an identity</translation>
    </message>
    <message>
        <source>已同意加入</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>拒绝“%1”的加入申请？</source>
        <translation>Reject the request of “%1”?</translation>
    </message>
    <message>
        <source>拒绝</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>身份</source>
        <translation>Identity</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>将“%1”移出机构？</source>
        <translation>Remove “%1” from the organisation?</translation>
    </message>
    <message>
        <source>移出后该成员不能再以员工身份办理业务。</source>
        <translation>This member can then no longer act as an employee.</translation>
    </message>
    <message>
        <source>移出机构</source>
        <translation>Remove from the organisation</translation>
    </message>
    <message>
        <source>邀请已发送</source>
        <translation>Invitation sent</translation>
    </message>
    <message>
        <source>机构名称</source>
        <translation>Name of the organisation</translation>
    </message>
    <message>
        <source>企业名称</source>
        <translation>Company name</translation>
    </message>
    <message>
        <source>统一社会信用代码</source>
        <translation>Unified social credit code</translation>
    </message>
    <message>
        <source>法定代表人</source>
        <translation>Legal representative</translation>
    </message>
    <message>
        <source>法定代表人证件号</source>
        <translation>Legal representative&apos;s ID number</translation>
    </message>
    <message>
        <source>法定代表人手机号码</source>
        <translation>Legal representative&apos;s phone</translation>
    </message>
    <message>
        <source>营业执照有效期至</source>
        <translation>Licence valid until</translation>
    </message>
    <message>
        <source>长期</source>
        <translation>No end</translation>
    </message>
    <message>
        <source>当前身份</source>
        <translation>Acting as</translation>
    </message>
    <message>
        <source>请上传营业执照</source>
        <translation>Upload the business licence</translation>
    </message>
    <message>
        <source>请将营业执照放满取景框，避免反光。</source>
        <translation>Fill the frame with the business licence; avoid glare.</translation>
    </message>
    <message>
        <source>请先同意隐私信息收集</source>
        <translation>Agree to the collection of personal data first</translation>
    </message>
    <message>
        <source>请输入日期，例如 2035-05-06</source>
        <translation>Enter a date such as 2035-05-06</translation>
    </message>
    <message>
        <source>与营业执照上的内容不一致，请核对</source>
        <translation>Differs from the business licence; check it</translation>
    </message>
    <message>
        <source>这不是本机构的营业执照：统一社会信用代码不同。</source>
        <translation>This is not this organisation&apos;s licence: the credit code differs.</translation>
    </message>
    <message>
        <source>已识别营业执照信息，请核对</source>
        <translation>The licence was read; check what it says</translation>
    </message>
    <message>
        <source>申请表已发送，请查收邮件</source>
        <translation>The form was sent; see your mail</translation>
    </message>
    <message>
        <source>请将盖章后的申请表放满取景框，印章和字迹清晰。</source>
        <translation>Fill the frame with the stamped form; stamp and handwriting must be sharp.</translation>
    </message>
    <message>
        <source>照片</source>
        <translation>picture</translation>
    </message>
    <message>
        <source>管理员已转让给%1，您现在是该机构的员工。</source>
        <translation>%1 is the administrator now; you are an employee of the organisation.</translation>
    </message>
    <message>
        <source>有效期至 %1</source>
        <translation>valid until %1</translation>
    </message>
    <message>
        <source>签署单位管理员转让授权委托书</source>
        <translation>Sign the deed on the transfer of administration</translation>
    </message>
    <message>
        <source>单位二维码无效，或该单位已停止自助办理</source>
        <translation>The unit&apos;s code is not valid, or the unit has stopped this</translation>
    </message>
    <message>
        <source>单位</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>申请人</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>申请编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>证书有效期</source>
        <translation>Validity</translation>
    </message>
    <message>
        <source>%1 年</source>
        <translation>%1&#xa0;yr</translation>
    </message>
    <message>
        <source>安装证书到“%1”</source>
        <translation>Install certificates on “%1”</translation>
    </message>
    <message>
        <source>证书已安装，可以使用</source>
        <translation>The certificates are installed and can be used</translation>
    </message>
    <message>
        <source>审核中</source>
        <translation>Under review</translation>
    </message>
    <message>
        <source>待安装</source>
        <translation>Ready to install</translation>
    </message>
    <message>
        <source>审核不通过</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>安装未完成</source>
        <translation>Installation not finished</translation>
    </message>
    <message>
        <source>已安装</source>
        <translation>Installed</translation>
    </message>
    <message>
        <source>证书续期</source>
        <translation>Renewal</translation>
    </message>
    <message>
        <source>证书申请</source>
        <translation>Application</translation>
    </message>
    <message>
        <source>续期“%1”的证书</source>
        <translation>Renew the certificate of “%1”</translation>
    </message>
    <message>
        <source>证书已续期</source>
        <translation>The certificate was renewed</translation>
    </message>
    <message>
        <source>办理时间已到，请重新验证手机号码</source>
        <translation>The time is over; prove the phone again</translation>
    </message>
    <message>
        <source>新 PIN 的长度应为 %1 位。</source>
        <translation>The new PIN must have %1 characters.</translation>
    </message>
    <message>
        <source>两次输入的新 PIN 不一致。</source>
        <translation>The two new PINs differ.</translation>
    </message>
    <message>
        <source>登记后更换管理员 PIN？</source>
        <translation>Replace the administrator&apos;s PIN?</translation>
    </message>
    <message>
        <source>“%1”的管理员 PIN 将换成由平台保管的随机值，原管理员 PIN 失效。</source>
        <translation>The administrator&apos;s PIN of “%1” becomes a random one that the platform keeps; the present one ends.</translation>
    </message>
    <message>
        <source>已登记，忘记 PIN 时可通过短信解锁</source>
        <translation>Set up: a forgotten PIN can be replaced by SMS</translation>
    </message>
    <message>
        <source>请将身份证人像面放满取景框，避免反光。</source>
        <translation>Fill the frame with the side that shows the face; avoid glare.</translation>
    </message>
    <message>
        <source>请将身份证国徽面放满取景框，避免反光。</source>
        <translation>Fill the frame with the side that shows the emblem; avoid glare.</translation>
    </message>
    <message>
        <source>机构证书</source>
        <translation>Organisation certificate</translation>
    </message>
    <message>
        <source>个人证书</source>
        <translation>Personal certificate</translation>
    </message>
    <message>
        <source>身份证号码</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>删除“%1”中未使用的密钥</source>
        <translation>Delete the unused keys of “%1”</translation>
    </message>
    <message>
        <source>未使用的密钥已删除</source>
        <translation>Unused keys deleted</translation>
    </message>
</context>
<context>
    <name>AboutPage</name>
    <message>
        <source>当前版本</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>检查更新</source>
        <translation>Check for updates</translation>
    </message>
    <message>
        <source>协议与说明</source>
        <translation>Agreements and description</translation>
    </message>
    <message>
        <source>用户协议</source>
        <translation>User agreement</translation>
    </message>
    <message>
        <source>隐私策略</source>
        <translation>Privacy policy</translation>
    </message>
    <message>
        <source>隐私策略摘要</source>
        <translation>Privacy summary</translation>
    </message>
    <message>
        <source>应用说明</source>
        <translation>About the app</translation>
    </message>
    <message>
        <source>隐私与权限</source>
        <translation>Privacy and permissions</translation>
    </message>
    <message>
        <source>应用权限管理清单</source>
        <translation>Permissions</translation>
    </message>
    <message>
        <source>应用权限使用清单</source>
        <translation>Use of permissions</translation>
    </message>
    <message>
        <source>个人信息收集动态清单</source>
        <translation>Personal data entered</translation>
    </message>
    <message>
        <source>个人信息第三方共享清单</source>
        <translation>Personal data shared with others</translation>
    </message>
    <message>
        <source>下载个人信息</source>
        <translation>Download personal data</translation>
    </message>
    <message>
        <source>撤回同意隐私策略</source>
        <translation>Withdraw consent</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>违法违规信息举报</source>
        <translation>Report unlawful content</translation>
    </message>
    <message>
        <source>沙箱消息</source>
        <translation>Sandbox messages</translation>
    </message>
    <message>
        <source>体验环境的短信、邮件、示范站点和控制台</source>
        <translation>The sandbox&apos;s text messages and mails, its site and its console</translation>
    </message>
</context>
<context>
    <name>Account</name>
    <message>
        <source>退出登录？</source>
        <translation>Sign out?</translation>
    </message>
    <message>
        <source>已安装的证书仍可使用。</source>
        <translation>Installed certificates can still be used.</translation>
    </message>
</context>
<context>
    <name>AccountPage</name>
    <message>
        <source>个人信息</source>
        <translation>Personal information</translation>
    </message>
    <message>
        <source>实名认证</source>
        <translation>Real-name authentication</translation>
    </message>
    <message>
        <source>个人信息变更</source>
        <translation>Change of personal data</translation>
    </message>
    <message>
        <source>姓名、身份证号、手机号码</source>
        <translation>Name, ID number, phone number</translation>
    </message>
    <message>
        <source>指纹（面容）登录</source>
        <translation>Sign-in by biometrics</translation>
    </message>
    <message>
        <source>重置密码</source>
        <translation>Reset password</translation>
    </message>
    <message>
        <source>下载个人信息</source>
        <translation>Download personal data</translation>
    </message>
    <message>
        <source>注销账号</source>
        <translation>Close account</translation>
    </message>
    <message>
        <source>退出登录</source>
        <translation>Sign out</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message>
        <source>我已阅读并同意</source>
        <translation>I have read and agree to </translation>
    </message>
</context>
<context>
    <name>AgreementStep</name>
    <message>
        <source>请查看《隐私政策》的全部条款，同意后将使用您的姓名、手机号、证件号申请证书。</source>
        <translation>Please read the whole privacy policy. After you agree, your name, phone number and ID number are used to apply for the certificate.</translation>
    </message>
    <message>
        <source>《隐私政策》</source>
        <translation>Privacy policy</translation>
    </message>
</context>
<context>
    <name>AppTextField</name>
    <message>
        <source>隐藏</source>
        <translation>Hide</translation>
    </message>
    <message>
        <source>显示</source>
        <translation>Show</translation>
    </message>
</context>
<context>
    <name>AppearanceSettings</name>
    <message>
        <source>主题</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>高对比度</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>大字号（适老化）</source>
        <translation>Large type</translation>
    </message>
    <message>
        <source>减少动画</source>
        <translation>Reduce motion</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
</context>
<context>
    <name>Apply</name>
    <message>
        <source>支付成功，请等待人工审核</source>
        <translation>Paid; please wait for the review</translation>
    </message>
    <message>
        <source>已提交，请等待人工审核</source>
        <translation>Submitted; please wait for the review</translation>
    </message>
    <message>
        <source>订单状态已变化</source>
        <translation>The order has changed meanwhile</translation>
    </message>
</context>
<context>
    <name>ApplyPage</name>
    <message>
        <source>选择单位</source>
        <translation>Choose the unit</translation>
    </message>
    <message>
        <source>此手机号码没有预先登记。请扫描单位提供的二维码，或输入二维码旁的代码。</source>
        <translation>This phone number is not registered. Scan the unit&apos;s code or type the letters beside it.</translation>
    </message>
    <message>
        <source>扫描单位二维码</source>
        <translation>Scan the unit&apos;s code</translation>
    </message>
    <message>
        <source>单位代码</source>
        <translation>Unit code</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>单位已预先登记，核对一致后即可安装。证书有效期 %1 年。</source>
        <translation>Your unit registered you; when the data agree you can install at once. Years of validity: %1.</translation>
    </message>
    <message>
        <source>提交后由工作人员审核。证书有效期 %1 年。</source>
        <translation>A clerk reviews the application. Years of validity: %1.</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>提交申请</source>
        <translation>Apply</translation>
    </message>
    <message>
        <source>申请已提交，请等待审核。审核通过后在“进度查询”中安装证书。</source>
        <translation>The application was sent. Once approved, install the certificate under “Progress”.</translation>
    </message>
    <message>
        <source>受理二维码</source>
        <translation>Receipt code</translation>
    </message>
    <message>
        <source>请拍下此二维码。在任何设备上扫描它并验证手机号码，即可查询进度。</source>
        <translation>Photograph this code. Scanned on any device, and with your phone number confirmed, it shows the progress.</translation>
    </message>
    <message>
        <source>申请编号 %1</source>
        <translation>Application %1</translation>
    </message>
    <message>
        <source>进度查询</source>
        <translation>Progress</translation>
    </message>
</context>
<context>
    <name>AssociationPage</name>
    <message>
        <source>请先查询企业认证情况</source>
        <translation>First look the organisation up</translation>
    </message>
    <message>
        <source>机构名称</source>
        <translation>Name of the organisation</translation>
    </message>
    <message>
        <source>请输入机构名称</source>
        <translation>Enter the name</translation>
    </message>
    <message>
        <source>机构统一社会信用代码</source>
        <translation>Unified social credit code</translation>
    </message>
    <message>
        <source>请输入统一社会信用代码</source>
        <translation>Enter the code</translation>
    </message>
    <message>
        <source>没有查询到该机构的认证信息。请核对名称和代码；如机构尚未认证，可直接创建。</source>
        <translation>No such organisation is registered. Check name and code, or create it.</translation>
    </message>
    <message>
        <source>查询</source>
        <translation>Look up</translation>
    </message>
    <message>
        <source>无认证机构，直接创建</source>
        <translation>Not registered: create it</translation>
    </message>
    <message>
        <source>已认证机构</source>
        <translation>Registered organisation</translation>
    </message>
    <message>
        <source>统一社会信用代码</source>
        <translation>Unified social credit code</translation>
    </message>
    <message>
        <source>管理员</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>暂无</source>
        <translation>None</translation>
    </message>
    <message>
        <source>该机构暂无管理员，不能申请加入，请联系客服。</source>
        <translation>This organisation has no administrator, so nobody can join; contact support.</translation>
    </message>
    <message>
        <source>确认，申请加入</source>
        <translation>Yes, ask to join</translation>
    </message>
    <message>
        <source>信息有误，重新查找</source>
        <translation>That is wrong, look again</translation>
    </message>
    <message>
        <source>验证机构管理员信息</source>
        <translation>Name the administrator</translation>
    </message>
    <message>
        <source>请补全机构管理员姓名、手机号码，以校验对方身份信息。</source>
        <translation>Give the administrator&apos;s full name and phone number to show that you know each other.</translation>
    </message>
    <message>
        <source>管理员姓名</source>
        <translation>Administrator&apos;s name</translation>
    </message>
    <message>
        <source>管理员手机号码</source>
        <translation>Administrator&apos;s phone</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>申请已提交，请联系机构管理员审核。审核通过后，重新登录可选择员工身份。</source>
        <translation>The request was sent; ask the administrator to review it. Once approved, you can choose to act as an employee.</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>历史关联</source>
        <translation>Associations</translation>
    </message>
</context>
<context>
    <name>AssociationsPage</name>
    <message>
        <source>暂无关联记录</source>
        <translation>No associations yet</translation>
    </message>
    <message>
        <source>接受邀请</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>谢绝</source>
        <translation>Decline</translation>
    </message>
    <message>
        <source>撤回申请</source>
        <translation>Withdraw the request</translation>
    </message>
    <message>
        <source>退出机构</source>
        <translation>Leave the organisation</translation>
    </message>
</context>
<context>
    <name>AttachmentStep</name>
    <message>
        <source>申请书模板</source>
        <translation>Application form</translation>
    </message>
    <message>
        <source>请将申请表发送到邮箱，打印后在对应区域盖章、签字，再上传扫描件或照片。</source>
        <translation>Have the form sent by mail, print it, stamp and sign it where marked, then upload a scan or photograph.</translation>
    </message>
    <message>
        <source>接收邮箱</source>
        <translation>E-mail address</translation>
    </message>
    <message>
        <source>发送到邮箱</source>
        <translation>Send by mail</translation>
    </message>
    <message>
        <source>上传证书申请表</source>
        <translation>Upload the application form</translation>
    </message>
    <message>
        <source>请保证照片真实、清晰，印章和字迹可以识别。</source>
        <translation>The picture must be genuine and sharp; stamp and handwriting must be readable.</translation>
    </message>
    <message>
        <source>已选择的申请表</source>
        <translation>The chosen form</translation>
    </message>
    <message>
        <source>申请表（JPG、PNG 或 PDF）</source>
        <translation>Application form (JPG, PNG or PDF)</translation>
    </message>
    <message>
        <source>图片和 PDF (*.jpg *.jpeg *.png *.pdf)</source>
        <translation>Pictures and PDF (*.jpg *.jpeg *.png *.pdf)</translation>
    </message>
    <message>
        <source>拍照</source>
        <translation>Take picture</translation>
    </message>
    <message>
        <source>申请表已上传，可重新选择文件替换。</source>
        <translation>The form is uploaded; choose another file to replace it.</translation>
    </message>
</context>
<context>
    <name>AuthorisationStep</name>
    <message>
        <source>补发的证书</source>
        <translation>Certificate to be reissued</translation>
    </message>
    <message>
        <source>待申请人授权</source>
        <translation>Waiting for the applicant&apos;s authorisation</translation>
    </message>
    <message>
        <source>请由申请人进行短信验证确认授权</source>
        <translation>The applicant confirms by SMS code</translation>
    </message>
    <message>
        <source>《电子认证服务协议》</source>
        <translation>Certification service agreement</translation>
    </message>
    <message>
        <source>暂不授权，返回首页</source>
        <translation>Not now, back to the home page</translation>
    </message>
</context>
<context>
    <name>BallWindow</name>
    <message>
        <source>悬浮球</source>
        <translation>Floating ball</translation>
    </message>
    <message>
        <source>收起工具</source>
        <translation>Hide tools</translation>
    </message>
    <message>
        <source>打开工具</source>
        <translation>Show tools</translation>
    </message>
</context>
<context>
    <name>BatchPage</name>
    <message>
        <source>将多个 PDF 拖到这里，或点击选择</source>
        <translation>Drop PDFs here, or click to choose</translation>
    </message>
    <message>
        <source>PDF 文件 (*.pdf)</source>
        <translation>PDF files (*.pdf)</translation>
    </message>
    <message>
        <source>文件（共 %1 个，已签名 %2 个）</source>
        <translation>Files (%1, %2 of them signed)</translation>
    </message>
    <message>
        <source>移除 %1</source>
        <translation>Remove %1</translation>
    </message>
    <message>
        <source>保存位置</source>
        <translation>Save to</translation>
    </message>
    <message>
        <source>与原文件相同的文件夹</source>
        <translation>the folder of each original</translation>
    </message>
    <message>
        <source>全部签名</source>
        <translation>Sign all</translation>
    </message>
    <message>
        <source>重试失败的文件（%1）</source>
        <translation>Try the failed ones again (%1)</translation>
    </message>
</context>
<context>
    <name>BiometricLoginPage</name>
    <message>
        <source>欢迎回来</source>
        <translation>Welcome back</translation>
    </message>
    <message>
        <source>%1登录</source>
        <translation>Sign in by %1</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>更多登录方式</source>
        <translation>Other ways to sign in</translation>
    </message>
</context>
<context>
    <name>Biometrics</name>
    <message>
        <source>请将手指放在指纹识别器上</source>
        <translation>Put your finger on the reader</translation>
    </message>
    <message>
        <source>未识别清楚，请再按一次</source>
        <translation>Not clear; touch it again</translation>
    </message>
    <message>
        <source>时间太短，请按久一些</source>
        <translation>Too short; touch it longer</translation>
    </message>
    <message>
        <source>请将手指放在识别器中央</source>
        <translation>Put your finger in the middle of the reader</translation>
    </message>
    <message>
        <source>请抬起手指后再按一次</source>
        <translation>Lift your finger and touch it again</translation>
    </message>
    <message>
        <source>指纹</source>
        <translation>fingerprint</translation>
    </message>
    <message>
        <source>面容</source>
        <translation>face</translation>
    </message>
    <message>
        <source>指纹或面容</source>
        <translation>fingerprint or face</translation>
    </message>
</context>
<context>
    <name>BiometricsPage</name>
    <message>
        <source>已开启</source>
        <translation>Switched on</translation>
    </message>
    <message>
        <source>开启%1登录，登录更便捷</source>
        <translation>Sign in by %1, it is quicker</translation>
    </message>
    <message>
        <source>指纹和面容由系统识别，本应用不读取也不保存。识别通过后，由本机密钥完成登录。</source>
        <translation>Your system recognises finger and face; this application neither reads nor keeps them. A key of this device then signs you in.</translation>
    </message>
    <message>
        <source>立即开启</source>
        <translation>Switch on</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Switch off</translation>
    </message>
    <message>
        <source>15天内不显示</source>
        <translation>Don&apos;t ask for 15 days</translation>
    </message>
    <message>
        <source>跳过</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>未检测到可用的指纹或面容识别设备，或系统中尚未录入</source>
        <translation>No sensor can be used, or nothing is enrolled in the system</translation>
    </message>
</context>
<context>
    <name>BluetoothPage</name>
    <message>
        <source>设置别名</source>
        <translation>Set alias</translation>
    </message>
    <message>
        <source>别名</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>只保存在本机，便于识别；留空则恢复原名称。</source>
        <translation>Kept on this device only, to tell keys apart; empty brings the original name back.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>请先在系统设置中开启蓝牙。搜索到的密钥点击后连接；已连接的密钥点击后断开。</source>
        <translation>Switch Bluetooth on in the system&apos;s settings first. Click a key that was found to connect it, a connected one to disconnect it.</translation>
    </message>
    <message>
        <source>停止搜索</source>
        <translation>Stop searching</translation>
    </message>
    <message>
        <source>搜 索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>已连接蓝牙设备</source>
        <translation>Connected Bluetooth devices</translation>
    </message>
    <message>
        <source>没有已连接的设备。</source>
        <translation>No device is connected.</translation>
    </message>
    <message>
        <source>未连接蓝牙设备</source>
        <translation>Bluetooth devices not connected</translation>
    </message>
    <message>
        <source>正在搜索…</source>
        <translation>Searching…</translation>
    </message>
</context>
<context>
    <name>CapturePage</name>
    <message>
        <source>请确认照片清晰、完整，文字可以辨认。</source>
        <translation>Make sure that the picture is sharp and complete and its text readable.</translation>
    </message>
    <message>
        <source>正在打开摄像头…</source>
        <translation>Opening the camera…</translation>
    </message>
    <message>
        <source>没有找到摄像头。可以连接摄像头后重试，或返回选择图片文件。</source>
        <translation>No camera was found. Connect one and retry, or go back and choose a picture file.</translation>
    </message>
    <message>
        <source>摄像头已关闭。</source>
        <translation>The camera is off.</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>拍照</source>
        <translation>Take picture</translation>
    </message>
    <message>
        <source>使用照片</source>
        <translation>Use picture</translation>
    </message>
    <message>
        <source>重拍</source>
        <translation>Take again</translation>
    </message>
    <message>
        <source>重试</source>
        <translation>Retry</translation>
    </message>
</context>
<context>
    <name>CertificatePage</name>
    <message>
        <source>信任与注销状态</source>
        <translation>Trust and revocation</translation>
    </message>
    <message>
        <source>查询状态</source>
        <translation>Check now</translation>
    </message>
    <message>
        <source>分享证书</source>
        <translation>Share the certificate</translation>
    </message>
    <message>
        <source>文本</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>邮件</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>显示二维码</source>
        <translation>Show QR code</translation>
    </message>
    <message>
        <source>收起二维码</source>
        <translation>Hide QR code</translation>
    </message>
    <message>
        <source>证书的二维码</source>
        <translation>QR code of the certificate</translation>
    </message>
    <message>
        <source>扩展（● 为关键扩展）</source>
        <translation>Extensions (● critical)</translation>
    </message>
    <message>
        <source>证书链</source>
        <translation>Certificate chain</translation>
    </message>
    <message>
        <source>密钥存放在本设备，使用时需要输入 PIN。</source>
        <translation>The keys are on this device; using them needs the PIN.</translation>
    </message>
    <message>
        <source>密钥不在本设备上。</source>
        <translation>The keys are not on this device.</translation>
    </message>
    <message>
        <source>持有人的信息在签发后已变更，请变更证书，以免影响使用。</source>
        <translation>The holder&apos;s data changed after this was issued. Change the certificate, so that it stays of use.</translation>
    </message>
    <message>
        <source>签名证书</source>
        <translation>Signing certificate</translation>
    </message>
    <message>
        <source>加密证书</source>
        <translation>Encryption certificate</translation>
    </message>
    <message>
        <source>证书变更</source>
        <translation>Change certificate</translation>
    </message>
    <message>
        <source>补发到本设备</source>
        <translation>Reissue to this device</translation>
    </message>
    <message>
        <source>证书续期</source>
        <translation>Renew</translation>
    </message>
    <message>
        <source>印章变更</source>
        <translation>Change seals</translation>
    </message>
    <message>
        <source>修改 PIN</source>
        <translation>Change PIN</translation>
    </message>
    <message>
        <source>添加到期提醒到日历</source>
        <translation>Add the expiry to a calendar</translation>
    </message>
    <message>
        <source>全部字段</source>
        <translation>All fields</translation>
    </message>
    <message>
        <source>证书注销</source>
        <translation>Revoke</translation>
    </message>
    <message>
        <source>日历文件 (*.ics)</source>
        <translation>Calendar files (*.ics)</translation>
    </message>
</context>
<context>
    <name>CertificateStep</name>
    <message>
        <source>没有可办理此业务的证书。信息已变更的证书，请先办理证书变更。</source>
        <translation>No certificate can be used for this. If a certificate&apos;s data changed, change the certificate first.</translation>
    </message>
    <message>
        <source>已选择</source>
        <translation>Chosen</translation>
    </message>
    <message>
        <source>印章信息</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>关联印章信息</source>
        <translation>Seals bound to it</translation>
    </message>
    <message>
        <source>印章随证书失效；不勾选时，新证书没有印章。</source>
        <translation>A seal ends with its certificate; without the tick the new certificate has none.</translation>
    </message>
    <message>
        <source>请注意</source>
        <translation>Please note</translation>
    </message>
</context>
<context>
    <name>Certificates</name>
    <message>
        <source>待安装</source>
        <translation>To be installed</translation>
    </message>
    <message>
        <source>有效</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>已注销</source>
        <translation>Revoked</translation>
    </message>
    <message>
        <source>已过期</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>数字证书到期：%1</source>
        <translation>Digital certificate expires: %1</translation>
    </message>
    <message>
        <source>证书序列号 %1，请提前续期。</source>
        <translation>Certificate serial number %1; please renew in time.</translation>
    </message>
    <message>
        <source>信息已变更</source>
        <translation>Data changed</translation>
    </message>
    <message>
        <source>即将过期</source>
        <translation>Expires soon</translation>
    </message>
</context>
<context>
    <name>CertificatesPage</name>
    <message>
        <source>暂无数据</source>
        <translation>Nothing here yet</translation>
    </message>
    <message>
        <source>办理证书</source>
        <translation>Get a certificate</translation>
    </message>
    <message>
        <source>序列号</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>算法</source>
        <translation>Algorithm</translation>
    </message>
    <message>
        <source>有效期</source>
        <translation>Validity</translation>
    </message>
    <message>
        <source>存放位置</source>
        <translation>Stored on</translation>
    </message>
    <message>
        <source>本设备</source>
        <translation>this device</translation>
    </message>
    <message>
        <source>未安装在本设备</source>
        <translation>not installed on this device</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>账号下的全部证书将被注销，与它们绑定的印章同时失效。</source>
        <translation>All certificates of the account are revoked; the seals bound to them end.</translation>
    </message>
    <message>
        <source>未完成的订单将被取消，已支付的费用退回原支付账户。</source>
        <translation>Unfinished orders are cancelled; what was paid for them goes back to the account it came from.</translation>
    </message>
    <message>
        <source>平台保存的个人信息、身份证图片、手写签名和开票信息将被清空。</source>
        <translation>Personal data, ID card pictures, handwriting and invoice data at the platform are wiped.</translation>
    </message>
    <message>
        <source>申请提交 %1 小时后生效，生效前可撤销申请。</source>
        <translation>The request takes effect after %1 hours; until then it can be withdrawn.</translation>
    </message>
    <message>
        <source>申请提交后随即生效，不能撤销。</source>
        <translation>The request takes effect at once and cannot be withdrawn.</translation>
    </message>
    <message>
        <source>当前账号存在机构法人身份，注销后同时清除机构数据，包括证书（%1）；该机构可重新认证创建。</source>
        <translation>This account is an organisation&apos;s legal representative: closing it also deletes the organisation&apos;s data, including its certificates (%1). The organisation can be registered again.</translation>
    </message>
    <message>
        <source>当前账号是机构唯一的人员，注销后同时清除机构数据，包括证书（%1）；该机构可重新认证创建。</source>
        <translation>This account is the only person of an organisation: closing it also deletes the organisation&apos;s data, including its certificates (%1). The organisation can be registered again.</translation>
    </message>
    <message>
        <source>当前账号存在员工身份，注销后将自动退出机构（%1）。</source>
        <translation>This account is employed: closing it leaves the organisation (%1).</translation>
    </message>
    <message>
        <source>已撤销注销申请</source>
        <translation>The request was withdrawn</translation>
    </message>
    <message>
        <source>注销账号？</source>
        <translation>Close the account?</translation>
    </message>
    <message>
        <source>生效后数据将被清空，无法恢复。</source>
        <translation>Afterwards the data is wiped and cannot be restored.</translation>
    </message>
    <message>
        <source>申请注销</source>
        <translation>Request closing</translation>
    </message>
</context>
<context>
    <name>ClosingPage</name>
    <message>
        <source>已申请注销账号</source>
        <translation>Closing was requested</translation>
    </message>
    <message>
        <source>将于 %1 生效，生效前可撤销申请。</source>
        <translation>Takes effect at %1; it can be withdrawn until then.</translation>
    </message>
    <message>
        <source>撤销注销申请</source>
        <translation>Withdraw the request</translation>
    </message>
    <message>
        <source>暂时无法注销账号</source>
        <translation>The account cannot be closed now</translation>
    </message>
    <message>
        <source>注销账号意味着</source>
        <translation>Closing the account means</translation>
    </message>
    <message>
        <source>登录密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>申请注销</source>
        <translation>Request closing</translation>
    </message>
</context>
<context>
    <name>CloudKeyPage</name>
    <message>
        <source>本版本尚未提供云密钥。您可以使用移动证书，或连接 USBKey 使用数字证书业务。</source>
        <translation>Cloud keys are not available in this version. You can use a mobile certificate, or connect a USB key.</translation>
    </message>
    <message>
        <source>移动证书</source>
        <translation>Mobile certificate</translation>
    </message>
</context>
<context>
    <name>ConfirmPage</name>
    <message>
        <source>正在核实二维码的来源…</source>
        <translation>Checking where the code comes from…</translation>
    </message>
    <message>
        <source>已完成，请回到网页继续。</source>
        <translation>Done. Go on in the browser.</translation>
    </message>
    <message>
        <source>返回首页</source>
        <translation>Back to home</translation>
    </message>
    <message>
        <source>结果已生成，但还没有送达网站。</source>
        <translation>The result is ready, but has not reached the site.</translation>
    </message>
    <message>
        <source>重新发送</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>已在平台注册</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>使用的证书</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>没有可用的证书，请插入介质或办理移动证书。</source>
        <translation>There is no certificate for this. Connect a medium, or get a mobile certificate.</translation>
    </message>
    <message>
        <source>移动证书</source>
        <translation>Mobile certificate</translation>
    </message>
    <message>
        <source>已选择</source>
        <translation>Chosen</translation>
    </message>
    <message>
        <source>印章</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>二维码还有 %1 秒有效</source>
        <translation>The code is valid for another %1 s</translation>
    </message>
    <message>
        <source>拒绝</source>
        <translation>Refuse</translation>
    </message>
</context>
<context>
    <name>ConfirmationStep</name>
    <message>
        <source>营业执照</source>
        <translation>Business licence</translation>
    </message>
    <message>
        <source>信息有误时，请先由管理员在“我的机构”中变更机构信息。</source>
        <translation>If something is wrong, have the administrator change it under My organisation first.</translation>
    </message>
</context>
<context>
    <name>ConsentPage</name>
    <message>
        <source>不同意并退出</source>
        <translation>Decline and quit</translation>
    </message>
    <message>
        <source>同意并继续</source>
        <translation>Agree and continue</translation>
    </message>
    <message>
        <source>欢迎使用</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>用户协议</source>
        <translation>User agreement</translation>
    </message>
    <message>
        <source>隐私策略</source>
        <translation>Privacy policy</translation>
    </message>
</context>
<context>
    <name>Diagnostics</name>
    <message>
        <source>正常</source>
        <translation>Fine</translation>
    </message>
    <message>
        <source>注意</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>异常</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>未检查</source>
        <translation>Not checked</translation>
    </message>
    <message>
        <source>一切正常。</source>
        <translation>Everything is fine.</translation>
    </message>
    <message>
        <source>基本正常，有需要注意的项目。</source>
        <translation>Mostly fine; some things need attention.</translation>
    </message>
    <message>
        <source>发现问题，请按提示处理。</source>
        <translation>There are problems; please do as told.</translation>
    </message>
    <message>
        <source>诊断包已保存，可发送给客服</source>
        <translation>The bundle is saved; you can send it to support</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPage</name>
    <message>
        <source>正在检查…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>重新检查</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>导出诊断包</source>
        <translation>Save for support</translation>
    </message>
    <message>
        <source>诊断包含检查结果和运行日志，个人信息已遮盖，可发送给客服。</source>
        <translation>The bundle holds the results and the log; personal data is masked. You can send it to support.</translation>
    </message>
    <message>
        <source>显示技术细节</source>
        <translation>Show technical details</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>开始输入</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>正在取消…</source>
        <translation>Cancelling…</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>暂无数据</source>
        <translation>Nothing here yet</translation>
    </message>
</context>
<context>
    <name>ErrorState</name>
    <message>
        <source>错误代码 %1</source>
        <translation>Error code %1</translation>
    </message>
    <message>
        <source>重试</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>请填写此项</source>
        <translation>Please fill in this field</translation>
    </message>
    <message>
        <source>请输入 11 位手机号码</source>
        <translation>Enter an 11-digit mobile number</translation>
    </message>
    <message>
        <source>请输入 6 位数字验证码</source>
        <translation>Enter the 6-digit code</translation>
    </message>
    <message>
        <source>请输入有效的电子邮箱</source>
        <translation>Enter a valid e-mail address</translation>
    </message>
    <message>
        <source>身份证号应为 18 位，末位可为大写 X</source>
        <translation>An ID number has 18 digits; the last may be a capital X</translation>
    </message>
    <message>
        <source>身份证号中的出生日期不存在</source>
        <translation>The birth date in the ID number does not exist</translation>
    </message>
    <message>
        <source>身份证号校验位不正确，请核对</source>
        <translation>The check digit of the ID number is wrong</translation>
    </message>
    <message>
        <source>统一社会信用代码应为 18 位数字或大写字母</source>
        <translation>A unified social credit code has 18 digits or capital letters</translation>
    </message>
    <message>
        <source>统一社会信用代码校验位不正确，请核对</source>
        <translation>The check character of the credit code is wrong</translation>
    </message>
    <message>
        <source>密码长度应为 8–16 位</source>
        <translation>A password has 8–16 characters</translation>
    </message>
    <message>
        <source>密码至少包含大写字母、小写字母、数字、特殊字符中的三种</source>
        <translation>Use at least three of: capital letters, small letters, digits, special characters</translation>
    </message>
    <message>
        <source>密码含有不支持的字符</source>
        <translation>The password has characters that are not supported</translation>
    </message>
    <message>
        <source>请输入不晚于今天的日期，例如 2026-05-06</source>
        <translation>Enter a date that is not after today, such as 2026-05-06</translation>
    </message>
    <message>
        <source>请输入 2–30 个字的姓名，不含数字和符号</source>
        <translation>Enter a name of 2–30 letters without digits or symbols</translation>
    </message>
</context>
<context>
    <name>FileDropArea</name>
    <message>
        <source>将文件拖到这里，或点击选择</source>
        <translation>Drop a file here, or click to choose</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>有效期至 %1</source>
        <translation>valid until %1</translation>
    </message>
    <message>
        <source>印章机构：%1</source>
        <translation>Seal maker: %1</translation>
    </message>
    <message>
        <source>SM2（国密，推荐）</source>
        <translation>SM2 (Chinese standard, recommended)</translation>
    </message>
    <message>
        <source>由申请人确认授权即表示同意申请电子签名认证证书，自愿遵循电子认证业务规则，并保证所提交的申请资料真实、准确、完整，自愿承担由资料虚假失实而导致的一切后果！</source>
        <translation>By authorising, the applicant agrees to apply for a signature certificate and to follow the certification practice statement, guarantees that the material given is true, accurate and complete, and answers for all consequences of false material.</translation>
    </message>
    <message>
        <source>新证书安装完成后，原证书和与它绑定的印章失效。</source>
        <translation>When the new certificate is installed, the old one and its seal end.</translation>
    </message>
    <message>
        <source>证书注销后，所关联的印章将自动注销，无法正常使用。</source>
        <translation>Seals bound to the certificate are revoked with it and cannot be used any more.</translation>
    </message>
    <message>
        <source>证书注销后，无法进行历史数据的解密；请先解密仍需要的数据。</source>
        <translation>Old data cannot be decrypted any more after the revocation; decrypt first what you still need.</translation>
    </message>
    <message>
        <source>该操作不可逆，请谨慎操作；需要时只能重新办理。</source>
        <translation>This cannot be undone, so take care; a new certificate would have to be applied for.</translation>
    </message>
    <message>
        <source>由申请人确认授权即表示同意提交电子签名认证证书补发申请，自愿遵循电子认证业务规则，并保证所提交的申请资料真实、准确、完整，自愿承担由资料虚假失实而导致的一切后果！</source>
        <translation>By authorising, the applicant agrees to have the signature certificate reissued and to follow the certification practice statement, guarantees that the material given is true, accurate and complete, and answers for all consequences of false material.</translation>
    </message>
    <message>
        <source>由申请人确认授权即表示同意注销所选电子签名认证证书，自愿遵循电子认证业务规则，并保证所提交的申请资料真实、准确、完整，自愿承担由资料虚假失实而导致的一切后果！</source>
        <translation>By authorising, the applicant agrees to have the chosen signature certificate revoked and to follow the certification practice statement, guarantees that the material given is true, accurate and complete, and answers for all consequences of false material.</translation>
    </message>
    <message>
        <source>由申请人确认授权即表示同意变更所选证书的电子印章，自愿遵循电子认证业务规则，并保证所提交的申请资料真实、准确、完整，自愿承担由资料虚假失实而导致的一切后果！</source>
        <translation>By authorising, the applicant agrees to have the seals of the chosen certificate changed and to follow the certification practice statement, guarantees that the material given is true, accurate and complete, and answers for all consequences of false material.</translation>
    </message>
    <message>
        <source>同时续期印章</source>
        <translation>Renew the seal as well</translation>
    </message>
    <message>
        <source>新证书使用变更后的个人信息，有效期与原证书相同。</source>
        <translation>The new certificate has the new data and ends when the old one does.</translation>
    </message>
    <message>
        <source>同时变更印章</source>
        <translation>Change the seal as well</translation>
    </message>
    <message>
        <source>新证书使用变更后的机构信息，有效期与原证书相同。</source>
        <translation>The new certificate bears the organisation&apos;s new data and is valid as long as the old one.</translation>
    </message>
    <message>
        <source>审核通过后，按机构登记信息制作新印章，原印章失效；证书不变。</source>
        <translation>When this is approved, new seals are made from the registered data and the old seals end; the certificate stays.</translation>
    </message>
    <message>
        <source>证书将补发到本设备；安装完成后，其他设备上的原证书失效。</source>
        <translation>The certificate is reissued to this device; the one on the other device ends once it is installed.</translation>
    </message>
</context>
<context>
    <name>HandwritingPad</name>
    <message>
        <source>请在此处手写签名</source>
        <translation>Sign here</translation>
    </message>
    <message>
        <source>手写签名区</source>
        <translation>Handwriting area</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>您好，今天要办理什么？</source>
        <translation>Hello, what would you like to do today?</translation>
    </message>
    <message>
        <source>数字证书、电子印章与签名，都在这里。</source>
        <translation>Digital certificates, electronic seals and signatures in one place.</translation>
    </message>
    <message>
        <source>扫一扫</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>还没有可用的功能模块。</source>
        <translation>No modules are available yet.</translation>
    </message>
</context>
<context>
    <name>IdCardForm</name>
    <message>
        <source>身份证照片</source>
        <translation>Pictures of the identity card</translation>
    </message>
    <message>
        <source>上传人像面</source>
        <translation>Upload the side with the face</translation>
    </message>
    <message>
        <source>上传国徽面</source>
        <translation>Upload the side with the emblem</translation>
    </message>
    <message>
        <source>使用样本（体验环境）</source>
        <translation>Use the specimen (sandbox)</translation>
    </message>
    <message>
        <source>填写信息</source>
        <translation>Your data</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>手机号码</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>IdSide</name>
    <message>
        <source>图片 (*.jpg *.jpeg *.png)</source>
        <translation>Pictures (*.jpg *.jpeg *.png)</translation>
    </message>
    <message>
        <source>拍照</source>
        <translation>Take picture</translation>
    </message>
</context>
<context>
    <name>IdentityPage</name>
    <message>
        <source>请选择本次登录的身份</source>
        <translation>Choose whom to act as</translation>
    </message>
    <message>
        <source>切换身份</source>
        <translation>Switch identity</translation>
    </message>
    <message>
        <source>证书、印章和订单按身份分别展示。</source>
        <translation>Certificates, seals and orders belong to an identity.</translation>
    </message>
    <message>
        <source>当前</source>
        <translation>Current</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>管理身份</source>
        <translation>Manage identities</translation>
    </message>
</context>
<context>
    <name>Install</name>
    <message>
        <source>两次输入的 PIN 不一致</source>
        <translation>The two PINs differ</translation>
    </message>
    <message>
        <source>重新开始安装？</source>
        <translation>Start the installation again?</translation>
    </message>
    <message>
        <source>本设备上未完成的密钥将被删除，之后可设置新的 PIN，订单不受影响。</source>
        <translation>The unfinished key on this device is deleted; then you can set a new PIN. The order is not affected.</translation>
    </message>
</context>
<context>
    <name>InstallPage</name>
    <message>
        <source>证书已安装，证书和印章现在可以使用。</source>
        <translation>The certificate is installed; certificate and seal can be used now.</translation>
    </message>
    <message>
        <source>查看证书</source>
        <translation>Show certificates</translation>
    </message>
    <message>
        <source>上次安装没有完成，请输入当时设置的 PIN 继续。</source>
        <translation>The last installation did not finish; enter the PIN that was set then to go on.</translation>
    </message>
    <message>
        <source>签名密钥将在本设备上生成，不会离开本设备。请为它设置 PIN，每次使用证书时需要输入。</source>
        <translation>The signing key is made on this device and never leaves it. Set a PIN for it; each use of the certificate asks for it.</translation>
    </message>
    <message>
        <source>证书 PIN</source>
        <translation>Certificate PIN</translation>
    </message>
    <message>
        <source>6–32 位，请牢记；忘记后只能补发证书</source>
        <translation>6–32 characters; keep it in mind, a forgotten PIN means a reissue</translation>
    </message>
    <message>
        <source>再次输入 PIN</source>
        <translation>PIN again</translation>
    </message>
    <message>
        <source>安装证书</source>
        <translation>Install certificate</translation>
    </message>
    <message>
        <source>忘记 PIN，重新开始</source>
        <translation>Forgot the PIN? Start again</translation>
    </message>
</context>
<context>
    <name>Interaction</name>
    <message>
        <source>输入“%1”的 PIN 码</source>
        <translation>Enter the PIN of “%1”</translation>
    </message>
    <message>
        <source>“%1”请求使用“%2”中的密钥：%3</source>
        <translation>“%1” asks to use a key on “%2”: %3</translation>
    </message>
    <message>
        <source>共 %1 次使用。</source>
        <translation>%1 uses in all.</translation>
    </message>
    <message>
        <source>允许使用密钥？</source>
        <translation>Allow the use of the key?</translation>
    </message>
    <message>
        <source>允许</source>
        <translation>Allow</translation>
    </message>
    <message>
        <source>拒绝</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>PIN 码不正确。</source>
        <translation>The PIN is wrong. </translation>
    </message>
    <message>
        <source>还可尝试 %1 次。</source>
        <translation>%1 tries left. </translation>
    </message>
    <message>
        <source>这是最后一次机会，再次输错将锁定。</source>
        <translation>This is the last try; another wrong PIN locks it.</translation>
    </message>
</context>
<context>
    <name>InvitePage</name>
    <message>
        <source>对方登录并完成实名认证后，可在“历史关联”中接受邀请。</source>
        <translation>After sign-in and real-name authentication the person accepts it under “Associations”.</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>请输入姓名</source>
        <translation>Enter the name</translation>
    </message>
    <message>
        <source>手机号码</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>请输入手机号码</source>
        <translation>Enter the phone number</translation>
    </message>
    <message>
        <source>确认添加</source>
        <translation>Invite</translation>
    </message>
</context>
<context>
    <name>InvoiceStep</name>
    <message>
        <source>开票信息</source>
        <translation>Invoice</translation>
    </message>
    <message>
        <source>个人</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>企业单位</source>
        <translation>Company</translation>
    </message>
    <message>
        <source>获取开票信息</source>
        <translation>Fill in what is known</translation>
    </message>
    <message>
        <source>发票抬头</source>
        <translation>Invoice title</translation>
    </message>
    <message>
        <source>税号（统一社会信用代码）</source>
        <translation>Tax number (unified social credit code)</translation>
    </message>
    <message>
        <source>纳税人识别号（身份证号码，选填）</source>
        <translation>Taxpayer number (ID number, optional)</translation>
    </message>
    <message>
        <source>同意收集以上信息：用于开具发票，邮箱地址用于接收发票文件</source>
        <translation>I agree that this information is collected to make the invoice, and the mail address to send it</translation>
    </message>
    <message>
        <source>接收邮箱</source>
        <translation>Mail address</translation>
    </message>
</context>
<context>
    <name>Invoices</name>
    <message>
        <source>已开票</source>
        <translation>Invoiced</translation>
    </message>
</context>
<context>
    <name>InvoicesPage</name>
    <message>
        <source>未开票</source>
        <translation>Not invoiced</translation>
    </message>
    <message>
        <source>已开票</source>
        <translation>Invoiced</translation>
    </message>
    <message>
        <source>暂无数据</source>
        <translation>Nothing here yet</translation>
    </message>
    <message>
        <source>发票号码</source>
        <translation>Invoice number</translation>
    </message>
    <message>
        <source>订单</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>重新开票</source>
        <translation>Request again</translation>
    </message>
    <message>
        <source>下载发票</source>
        <translation>Download invoice</translation>
    </message>
    <message>
        <source>加载更多</source>
        <translation>Load more</translation>
    </message>
    <message>
        <source>PDF 文件 (*.pdf)</source>
        <translation>PDF files (*.pdf)</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>悬浮球</source>
        <translation>Floating ball</translation>
    </message>
    <message>
        <source>显示在其他窗口之上</source>
        <translation>Shown above other windows</translation>
    </message>
    <message>
        <source>扫一扫</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>识别二维码</source>
        <translation>Reading codes</translation>
    </message>
    <message>
        <source>搜索蓝牙密钥</source>
        <translation>Searching for Bluetooth keys</translation>
    </message>
    <message>
        <source>连接蓝牙密钥</source>
        <translation>Connecting a Bluetooth key</translation>
    </message>
    <message>
        <source>机构名称、统一社会信用代码、法定代表人姓名、身份证号、手机号码、营业执照</source>
        <translation>Organisation&apos;s name and credit code; legal representative&apos;s name, ID number and phone; licence</translation>
    </message>
    <message>
        <source>机构认证</source>
        <translation>Registration of an organisation</translation>
    </message>
    <message>
        <source>管理员姓名、手机号码</source>
        <translation>Administrator&apos;s name and phone</translation>
    </message>
    <message>
        <source>加入机构</source>
        <translation>Joining an organisation</translation>
    </message>
    <message>
        <source>核验机构管理员</source>
        <translation>Checking who the administrator is</translation>
    </message>
    <message>
        <source>机构名称、法定代表人姓名、身份证号、手机号码、营业执照</source>
        <translation>Organisation&apos;s name; legal representative&apos;s name, ID number and phone; licence</translation>
    </message>
    <message>
        <source>机构信息变更</source>
        <translation>Change of an organisation&apos;s data</translation>
    </message>
    <message>
        <source>手写签名</source>
        <translation>Handwritten signature</translation>
    </message>
    <message>
        <source>管理员转让</source>
        <translation>Transfer of administration</translation>
    </message>
    <message>
        <source>签署授权委托书</source>
        <translation>Signing the deed</translation>
    </message>
    <message>
        <source>姓名、手机号码</source>
        <translation>Name, phone number</translation>
    </message>
    <message>
        <source>邀请成员</source>
        <translation>Inviting members</translation>
    </message>
    <message>
        <source>邀请加入机构</source>
        <translation>Invitation to the organisation</translation>
    </message>
    <message>
        <source>手机号码</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>注册和登录</source>
        <translation>Sign-up and sign-in</translation>
    </message>
    <message>
        <source>姓名、身份证号、身份证图片</source>
        <translation>Name, ID number, pictures of the ID card</translation>
    </message>
    <message>
        <source>实名认证</source>
        <translation>Real-name verification</translation>
    </message>
    <message>
        <source>个人信息变更</source>
        <translation>Change of personal data</translation>
    </message>
    <message>
        <source>姓名、身份证号、手机号码、身份证图片</source>
        <translation>Name, ID number, phone number, pictures of the ID card</translation>
    </message>
    <message>
        <source>在线签署</source>
        <translation>Signing online</translation>
    </message>
    <message>
        <source>签署申请表，制作印章</source>
        <translation>Signing the form, making the seal</translation>
    </message>
    <message>
        <source>邮箱</source>
        <translation>E-mail address</translation>
    </message>
    <message>
        <source>上传附件</source>
        <translation>Attachment</translation>
    </message>
    <message>
        <source>接收申请表</source>
        <translation>Receiving the form</translation>
    </message>
    <message>
        <source>加盖公章的申请表</source>
        <translation>Stamped application form</translation>
    </message>
    <message>
        <source>审核机构证书申请</source>
        <translation>Review of the application</translation>
    </message>
    <message>
        <source>开票信息</source>
        <translation>Invoice data</translation>
    </message>
    <message>
        <source>开具发票</source>
        <translation>Invoices</translation>
    </message>
    <message>
        <source>付款账户</source>
        <translation>Paying account</translation>
    </message>
    <message>
        <source>支付</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>核对银行转账</source>
        <translation>Checking the bank transfer</translation>
    </message>
    <message>
        <source>批量签署文件</source>
        <translation>Files signed in a batch</translation>
    </message>
    <message>
        <source>打开文件</source>
        <translation>Opening a file</translation>
    </message>
    <message>
        <source>验证文件</source>
        <translation>Verifying a file</translation>
    </message>
    <message>
        <source>自助服务</source>
        <translation>Self-service</translation>
    </message>
    <message>
        <source>姓名、身份证号</source>
        <translation>Name, ID number</translation>
    </message>
    <message>
        <source>申请证书</source>
        <translation>Applying for a certificate</translation>
    </message>
    <message>
        <source>续期证书</source>
        <translation>Renewing a certificate</translation>
    </message>
    <message>
        <source>拍摄申请表</source>
        <translation>Photographing the form</translation>
    </message>
    <message>
        <source>拍摄营业执照</source>
        <translation>Photographing the business licence</translation>
    </message>
    <message>
        <source>拍摄身份证</source>
        <translation>Photographing the ID card</translation>
    </message>
</context>
<context>
    <name>LedgerPage</name>
    <message>
        <source>暂无数据</source>
        <translation>Nothing here yet</translation>
    </message>
</context>
<context>
    <name>LegacyToken</name>
    <message>
        <source>PIN 已修改</source>
        <translation>PIN changed</translation>
    </message>
    <message>
        <source>{0}–{1} 位</source>
        <translation>{0}–{1} characters</translation>
    </message>
    <message>
        <source>介质已锁定。请使用管理员 PIN 解锁，或联系发证机构办理解锁。</source>
        <translation>The medium is locked. Unlock it with the administrator PIN or ask the issuer.</translation>
    </message>
    <message>
        <source>还可尝试 {0} 次</source>
        <translation>{0} tries left</translation>
    </message>
    <message>
        <source>请先插入介质。</source>
        <translation>Insert the medium first.</translation>
    </message>
    <message>
        <source>请输入原 PIN。</source>
        <translation>Enter the old PIN.</translation>
    </message>
    <message>
        <source>新 PIN 的长度应为 {0}。</source>
        <translation>The new PIN must have {0}.</translation>
    </message>
    <message>
        <source>两次输入的新 PIN 不一致。</source>
        <translation>The two new PINs differ.</translation>
    </message>
    <message>
        <source>新 PIN 不能与原 PIN 相同。</source>
        <translation>The new PIN must differ from the old one.</translation>
    </message>
    <message>
        <source>未检测到介质，请插入 USBKey 或智能卡。</source>
        <translation>No medium found. Insert a USB key or smart card.</translation>
    </message>
    <message>
        <source>介质中没有可用的证书。</source>
        <translation>There is no usable certificate on the medium.</translation>
    </message>
    <message>
        <source>签名</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>加密</source>
        <translation>Encrypt</translation>
    </message>
    <message>
        <source>签名加密</source>
        <translation>Sign and encrypt</translation>
    </message>
    <message>
        <source>已过期</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>未生效</source>
        <translation>Not yet valid</translation>
    </message>
    <message>
        <source>即将到期</source>
        <translation>Expires soon</translation>
    </message>
    <message>
        <source>有效</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>已连接“%1”。</source>
        <translation>Connected to “%1”.</translation>
    </message>
    <message>
        <source>断开“%1”？</source>
        <translation>Disconnect “%1”?</translation>
    </message>
    <message>
        <source>断开后，其中的证书将从列表中移除。</source>
        <translation>Its certificates then leave the list.</translation>
    </message>
    <message>
        <source>点击“搜索”，查找附近的蓝牙密钥。</source>
        <translation>Click “Search” to find Bluetooth keys nearby.</translation>
    </message>
    <message>
        <source>没有找到蓝牙密钥。请确认密钥已开机并在附近，然后重新搜索。</source>
        <translation>No Bluetooth key was found. Check that it is on and near, and search again.</translation>
    </message>
    <message>
        <source>正在重新连接</source>
        <translation>Reconnecting</translation>
    </message>
    <message>
        <source>正在连接</source>
        <translation>Connecting</translation>
    </message>
    <message>
        <source>已连接</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>信号强</source>
        <translation>Strong signal</translation>
    </message>
    <message>
        <source>信号中</source>
        <translation>Medium signal</translation>
    </message>
    <message>
        <source>信号弱</source>
        <translation>Weak signal</translation>
    </message>
</context>
<context>
    <name>ListPlace</name>
    <message>
        <source>暂无数据</source>
        <translation>Nothing here yet</translation>
    </message>
    <message>
        <source>列表没有加载成功。</source>
        <translation>The list was not loaded.</translation>
    </message>
    <message>
        <source>请检查网络后重试。</source>
        <translation>Check the network and try again.</translation>
    </message>
    <message>
        <source>加载更多</source>
        <translation>Load more</translation>
    </message>
</context>
<context>
    <name>Login</name>
    <message>
        <source>请先阅读并同意《基本业务隐私政策》</source>
        <translation>Read and accept the basic privacy policy first</translation>
    </message>
    <message>
        <source>请输入密码</source>
        <translation>Enter the password</translation>
    </message>
    <message>
        <source>两次输入的密码不一致</source>
        <translation>The two passwords differ</translation>
    </message>
    <message>
        <source>密码已重置，其他设备需要重新登录</source>
        <translation>The password was reset; other devices have to sign in again</translation>
    </message>
</context>
<context>
    <name>LoginPage</name>
    <message>
        <source>欢迎使用</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>数字证书统一服务平台 · 未注册的手机号将自动注册并登录</source>
        <translation>Digital Certificate Service Platform · unknown numbers are registered</translation>
    </message>
    <message>
        <source>手机号码</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>基本业务隐私政策</source>
        <translation>Basic privacy policy</translation>
    </message>
    <message>
        <source>登 录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>更多登录选项</source>
        <translation>More ways to sign in</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>数字证书客户端</source>
        <translation>Certificate client</translation>
    </message>
    <message>
        <source>体验环境：证书、印章和付款均为演示，不具有法律效力</source>
        <translation>Sandbox: certificates, seals and payments are demonstrations without legal effect</translation>
    </message>
    <message>
        <source>开发者模式：允许加载未签名的插件</source>
        <translation>Developer mode: unsigned plugins may be loaded</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>返回应用首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>显示设置</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>MediumSealPage</name>
    <message>
        <source>没有可保存签章图片的介质，请插入 USBKey 或智能卡。</source>
        <translation>No medium can keep a seal picture. Plug in a USB key or smart card.</translation>
    </message>
    <message>
        <source>介质中的签章图片</source>
        <translation>Seal picture on the medium</translation>
    </message>
    <message>
        <source>介质</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>此介质中还没有签章图片。</source>
        <translation>There is no seal picture on this medium yet.</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>手写新的签章</source>
        <translation>Draw a new one by hand</translation>
    </message>
    <message>
        <source>签章名称</source>
        <translation>Name of the seal</translation>
    </message>
    <message>
        <source>写入介质</source>
        <translation>Write to the medium</translation>
    </message>
    <message>
        <source>预览</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>确定后输入介质的 PIN。</source>
        <translation>Then the PIN of the medium is asked for.</translation>
    </message>
    <message>
        <source>确定后输入介质的 PIN，介质中原有的图片将被替换。</source>
        <translation>Then the PIN of the medium is asked for; its present picture is replaced.</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>返回修改</source>
        <translation>Back to drawing</translation>
    </message>
</context>
<context>
    <name>MemberPage</name>
    <message>
        <source>移出机构</source>
        <translation>Remove from the organisation</translation>
    </message>
</context>
<context>
    <name>MobileHome</name>
    <message>
        <source>请先完成实名认证</source>
        <translation>Do the real-name authentication first</translation>
    </message>
    <message>
        <source>退出登录？</source>
        <translation>Sign out?</translation>
    </message>
    <message>
        <source>已安装的证书仍可使用。</source>
        <translation>Installed certificates stay usable.</translation>
    </message>
    <message>
        <source>%1 签发的证书仍是变更前的信息，请变更证书。</source>
        <translation>The certificate of %1 still has the old data: change it.</translation>
    </message>
    <message>
        <source>%1 签发的证书未安装在本设备，可补发到本设备。</source>
        <translation>A certificate issued by %1 is not on this device; it can be reissued to it.</translation>
    </message>
    <message>
        <source>%1 签发的证书已于 %2 到期，续期后才能使用。</source>
        <translation>The certificate issued by %1 expired on %2; renew it to use it again.</translation>
    </message>
    <message>
        <source>%1 签发的证书将于 %2 到期，请及时续期。</source>
        <translation>A certificate issued by %1 expires on %2; please renew it in time.</translation>
    </message>
</context>
<context>
    <name>MobileHomePage</name>
    <message>
        <source>欢迎使用数字证书统一服务平台</source>
        <translation>Welcome to the Digital Certificate Service Platform</translation>
    </message>
    <message>
        <source>未注册的手机号将自动注册并登录。</source>
        <translation>Unknown phone numbers are registered automatically.</translation>
    </message>
    <message>
        <source>登录 / 注册</source>
        <translation>Sign in / register</translation>
    </message>
    <message>
        <source>已实名</source>
        <translation>verified</translation>
    </message>
    <message>
        <source>未实名</source>
        <translation>not verified</translation>
    </message>
    <message>
        <source>请选择身份</source>
        <translation>Choose an identity</translation>
    </message>
    <message>
        <source>切换身份</source>
        <translation>Switch identity</translation>
    </message>
    <message>
        <source>证书与印章</source>
        <translation>Certificates and seals</translation>
    </message>
    <message>
        <source>实名认证</source>
        <translation>Real-name authentication</translation>
    </message>
    <message>
        <source>办理证书前需要完成</source>
        <translation>Needed before a certificate can be ordered</translation>
    </message>
    <message>
        <source>办理证书</source>
        <translation>Get a certificate</translation>
    </message>
    <message>
        <source>我的订单</source>
        <translation>My orders</translation>
    </message>
    <message>
        <source>我的证书</source>
        <translation>My certificates</translation>
    </message>
    <message>
        <source>我的印章</source>
        <translation>My seals</translation>
    </message>
    <message>
        <source>机构</source>
        <translation>Organisations</translation>
    </message>
    <message>
        <source>我的机构</source>
        <translation>My organisation</translation>
    </message>
    <message>
        <source>机构成员、加入申请审核</source>
        <translation>Members and requests to join</translation>
    </message>
    <message>
        <source>关联机构</source>
        <translation>Join or create an organisation</translation>
    </message>
    <message>
        <source>创建新机构或加入已认证的机构</source>
        <translation>Create a new one or join one that is registered</translation>
    </message>
    <message>
        <source>历史关联</source>
        <translation>Associations</translation>
    </message>
    <message>
        <source>我的</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>我的发票</source>
        <translation>Invoices</translation>
    </message>
    <message>
        <source>消息通知</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>个人信息</source>
        <translation>Personal information</translation>
    </message>
    <message>
        <source>退出登录</source>
        <translation>Sign out</translation>
    </message>
</context>
<context>
    <name>NavigationPlaces</name>
    <message>
        <source>主导航</source>
        <translation>Main navigation</translation>
    </message>
    <message>
        <source>数字证书客户端</source>
        <translation>Certificate client</translation>
    </message>
    <message>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>显示设置</source>
        <translation>Display</translation>
    </message>
</context>
<context>
    <name>Navigator</name>
    <message>
        <source>离开当前页面？</source>
        <translation>Leave this page?</translation>
    </message>
    <message>
        <source>已填写的内容还没有提交，离开后将不再保留。</source>
        <translation>What you filled in is not submitted yet and will be lost.</translation>
    </message>
    <message>
        <source>离开</source>
        <translation>Leave</translation>
    </message>
    <message>
        <source>继续填写</source>
        <translation>Stay</translation>
    </message>
</context>
<context>
    <name>NewPasswordPage</name>
    <message>
        <source>请为您的账号 +86 %1 重新设置密码。</source>
        <translation>Set a new password for your account +86 %1.</translation>
    </message>
    <message>
        <source>新密码</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>8–16 位，至少包含大写字母、小写字母、数字、特殊字符中的三种</source>
        <translation>8–16 characters, at least three of upper case, lower case, digit, special character</translation>
    </message>
    <message>
        <source>再次输入新密码</source>
        <translation>New password again</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>NoMedium</name>
    <message>
        <source>未检测到介质，请插入 USBKey 或智能卡。</source>
        <translation>No medium found. Insert a USB key or smart card.</translation>
    </message>
    <message>
        <source>诊断</source>
        <translation>Diagnosis</translation>
    </message>
</context>
<context>
    <name>NotificationsPage</name>
    <message>
        <source>暂无消息</source>
        <translation>No notifications</translation>
    </message>
    <message>
        <source>未读</source>
        <translation>Unread</translation>
    </message>
</context>
<context>
    <name>OrderPage</name>
    <message>
        <source>费用明细</source>
        <translation>Fees</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>下载申请表</source>
        <translation>Save the application form</translation>
    </message>
    <message>
        <source>下载发票</source>
        <translation>Save the invoice</translation>
    </message>
    <message>
        <source>取消订单</source>
        <translation>Cancel the order</translation>
    </message>
    <message>
        <source>PDF 文件 (*.pdf)</source>
        <translation>PDF files (*.pdf)</translation>
    </message>
</context>
<context>
    <name>Orders</name>
    <message>
        <source>未完成</source>
        <translation>Unfinished</translation>
    </message>
    <message>
        <source>继续办理</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>待支付</source>
        <translation>To be paid</translation>
    </message>
    <message>
        <source>去付款</source>
        <translation>Pay</translation>
    </message>
    <message>
        <source>审核中</source>
        <translation>In review</translation>
    </message>
    <message>
        <source>审核未通过</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>%1 年</source>
        <translation>%1&#xa0;yr</translation>
    </message>
    <message>
        <source>安装证书</source>
        <translation>Install certificate</translation>
    </message>
    <message>
        <source>已安装</source>
        <translation>Installed</translation>
    </message>
    <message>
        <source>已取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>款项退回中</source>
        <translation>The money is on its way back</translation>
    </message>
    <message>
        <source>款项已退回原支付账户</source>
        <translation>The money went back to the account it came from</translation>
    </message>
    <message>
        <source>取消订单？</source>
        <translation>Cancel the order?</translation>
    </message>
    <message>
        <source>取消后需要重新办理，已填写的内容不会保留。</source>
        <translation>You would have to apply anew; what you entered is not kept.</translation>
    </message>
    <message>
        <source>取消订单</source>
        <translation>Cancel the order</translation>
    </message>
    <message>
        <source>暂不取消</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>订单已取消</source>
        <translation>The order was cancelled</translation>
    </message>
    <message>
        <source>文件已保存</source>
        <translation>The file was saved</translation>
    </message>
    <message>
        <source>订单正在等待人工审核，结果会在消息通知中告知。</source>
        <translation>The order is waiting to be reviewed by people; you will be told the result under Notifications. </translation>
    </message>
    <message>
        <source>客服联系方式：%1</source>
        <translation>Contact: %1</translation>
    </message>
</context>
<context>
    <name>OrdersPage</name>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>待支付</source>
        <translation>To be paid</translation>
    </message>
    <message>
        <source>审核中</source>
        <translation>In review</translation>
    </message>
    <message>
        <source>已完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>刷新</source>
        <translation>Refresh</translation>
    </message>
    <message>
        <source>暂无数据</source>
        <translation>Nothing here yet</translation>
    </message>
    <message>
        <source>办理证书</source>
        <translation>Get a certificate</translation>
    </message>
    <message>
        <source>加载更多</source>
        <translation>Load more</translation>
    </message>
</context>
<context>
    <name>OrganisationChangePage</name>
    <message>
        <source>机构信息已变更。仍是原信息的机构证书和印章会突出显示，请及时变更。</source>
        <translation>The organisation&apos;s data is changed. Certificates and seals that still have the old data are marked: change them soon.</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>新的统一社会信用代码证或营业执照</source>
        <translation>The new business licence</translation>
    </message>
    <message>
        <source>请保证照片真实、清晰。识别有误时，请手动修改以下信息。</source>
        <translation>The picture has to be real and clear. Correct below what was read wrongly.</translation>
    </message>
    <message>
        <source>上传营业执照</source>
        <translation>Upload the business licence</translation>
    </message>
    <message>
        <source>使用样本（体验环境）</source>
        <translation>Use the specimen (sandbox)</translation>
    </message>
    <message>
        <source>机构信息</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>企业名称</source>
        <translation>Company name</translation>
    </message>
    <message>
        <source>统一社会信用代码</source>
        <translation>Unified social credit code</translation>
    </message>
    <message>
        <source>营业执照长期有效</source>
        <translation>The licence has no end of validity</translation>
    </message>
    <message>
        <source>营业执照有效期至</source>
        <translation>Licence valid until</translation>
    </message>
    <message>
        <source>例如 2035-05-06</source>
        <translation>e.g. 2035-05-06</translation>
    </message>
    <message>
        <source>法定代表人姓名</source>
        <translation>Legal representative&apos;s name</translation>
    </message>
    <message>
        <source>新的法定代表人</source>
        <translation>New legal representative</translation>
    </message>
    <message>
        <source>变更后，原法定代表人不再以该身份办理业务；新的法定代表人实名认证后即可切换为该身份。</source>
        <translation>From then on the former legal representative no longer acts as such; the new one can after real-name authentication.</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>手机号码</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>确认修改</source>
        <translation>Confirm the change</translation>
    </message>
    <message>
        <source>取消修改</source>
        <translation>Leave it as it is</translation>
    </message>
</context>
<context>
    <name>OrganisationPage</name>
    <message>
        <source>机构信息</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>机构信息变更</source>
        <translation>Change of the organisation&apos;s data</translation>
    </message>
    <message>
        <source>名称、营业执照、法定代表人</source>
        <translation>Name, business licence, legal representative</translation>
    </message>
    <message>
        <source>管理员转让</source>
        <translation>Transfer of administration</translation>
    </message>
    <message>
        <source>转让给另一名员工，需签署授权委托书</source>
        <translation>To another employee, by a signed deed</translation>
    </message>
    <message>
        <source>机构成员</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>加入申请（%1）</source>
        <translation>Requests (%1)</translation>
    </message>
    <message>
        <source>加入申请</source>
        <translation>Requests</translation>
    </message>
    <message>
        <source>邀请</source>
        <translation>Invite</translation>
    </message>
    <message>
        <source>暂无数据</source>
        <translation>Nothing here yet</translation>
    </message>
    <message>
        <source>拒绝</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>同意</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>取消邀请</source>
        <translation>Take the invitation back</translation>
    </message>
</context>
<context>
    <name>Organisations</name>
    <message>
        <source>游客</source>
        <translation>Visitor</translation>
    </message>
    <message>
        <source>自然人</source>
        <translation>Natural person</translation>
    </message>
    <message>
        <source>管理员</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>法定代表人</source>
        <translation>Legal representative</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Employee</translation>
    </message>
    <message>
        <source>待审核</source>
        <translation>Waiting for review</translation>
    </message>
    <message>
        <source>待接受邀请</source>
        <translation>Invited</translation>
    </message>
    <message>
        <source>已关联</source>
        <translation>Active</translation>
    </message>
    <message>
        <source>已拒绝</source>
        <translation>Rejected</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>已谢绝</source>
        <translation>Declined</translation>
    </message>
    <message>
        <source>邀请已取消</source>
        <translation>Invitation taken back</translation>
    </message>
    <message>
        <source>已退出</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>已移出</source>
        <translation>Removed</translation>
    </message>
</context>
<context>
    <name>OwnTokenCard</name>
    <message>
        <source>介质</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>已验证手机号码 %1</source>
        <translation>Phone %1 proven</translation>
    </message>
    <message>
        <source>请先验证登记解锁所用的手机号码。</source>
        <translation>First prove the phone with which unlocking was set up.</translation>
    </message>
    <message>
        <source>验证手机号码</source>
        <translation>Prove your phone</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>云密钥</source>
        <translation>Cloud key</translation>
    </message>
    <message>
        <source>蓝牙</source>
        <translation>Bluetooth</translation>
    </message>
    <message>
        <source>数字证书业务</source>
        <translation>Certificate media</translation>
    </message>
    <message>
        <source>证书详情</source>
        <translation>Certificate details</translation>
    </message>
    <message>
        <source>密码管理</source>
        <translation>PIN management</translation>
    </message>
    <message>
        <source>我的印章</source>
        <translation>My seals</translation>
    </message>
    <message>
        <source>电子签章</source>
        <translation>Electronic seal</translation>
    </message>
    <message>
        <source>印章信息</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>隐私策略摘要</source>
        <translation>Privacy summary</translation>
    </message>
    <message>
        <source>关于</source>
        <translation>About</translation>
    </message>
    <message>
        <source>检查更新</source>
        <translation>Check for updates</translation>
    </message>
    <message>
        <source>条款</source>
        <translation>Terms</translation>
    </message>
    <message>
        <source>应用权限管理清单</source>
        <translation>Permissions</translation>
    </message>
    <message>
        <source>清单</source>
        <translation>List</translation>
    </message>
    <message>
        <source>下载个人信息</source>
        <translation>Download personal data</translation>
    </message>
    <message>
        <source>违法违规信息举报</source>
        <translation>Report unlawful content</translation>
    </message>
    <message>
        <source>插件</source>
        <translation>Plugins</translation>
    </message>
    <message>
        <source>拍摄证件</source>
        <translation>Photograph a document</translation>
    </message>
    <message>
        <source>扫一扫</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>沙箱消息</source>
        <translation>Sandbox messages</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>诊断</source>
        <translation>Diagnosis</translation>
    </message>
    <message>
        <source>移动证书</source>
        <translation>Mobile certificate</translation>
    </message>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>指纹（面容）登录</source>
        <translation>Sign-in by biometrics</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>协议</source>
        <translation>Agreement</translation>
    </message>
    <message>
        <source>实名认证</source>
        <translation>Real-name authentication</translation>
    </message>
    <message>
        <source>办理个人证书</source>
        <translation>Personal certificate</translation>
    </message>
    <message>
        <source>续期个人证书</source>
        <translation>Renew personal certificate</translation>
    </message>
    <message>
        <source>变更个人证书</source>
        <translation>Change a personal certificate</translation>
    </message>
    <message>
        <source>注销个人证书</source>
        <translation>Revoke personal certificate</translation>
    </message>
    <message>
        <source>补发个人证书</source>
        <translation>Reissue personal certificate</translation>
    </message>
    <message>
        <source>办理机构证书</source>
        <translation>New organisation certificate</translation>
    </message>
    <message>
        <source>续期机构证书</source>
        <translation>Renew organisation certificate</translation>
    </message>
    <message>
        <source>变更机构证书</source>
        <translation>Change organisation certificate</translation>
    </message>
    <message>
        <source>注销机构证书</source>
        <translation>Revoke organisation certificate</translation>
    </message>
    <message>
        <source>补发机构证书</source>
        <translation>Reissue organisation certificate</translation>
    </message>
    <message>
        <source>变更机构印章</source>
        <translation>Change organisation seals</translation>
    </message>
    <message>
        <source>个人信息变更</source>
        <translation>Change of personal data</translation>
    </message>
    <message>
        <source>我的订单</source>
        <translation>My orders</translation>
    </message>
    <message>
        <source>订单详情</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>安装证书</source>
        <translation>Install certificate</translation>
    </message>
    <message>
        <source>我的证书</source>
        <translation>My certificates</translation>
    </message>
    <message>
        <source>消息通知</source>
        <translation>Notifications</translation>
    </message>
    <message>
        <source>我的发票</source>
        <translation>Invoices</translation>
    </message>
    <message>
        <source>重置密码</source>
        <translation>Reset password</translation>
    </message>
    <message>
        <source>注销账号</source>
        <translation>Close account</translation>
    </message>
    <message>
        <source>个人信息</source>
        <translation>Personal information</translation>
    </message>
    <message>
        <source>选择身份</source>
        <translation>Choose an identity</translation>
    </message>
    <message>
        <source>关联机构</source>
        <translation>Join or create an organisation</translation>
    </message>
    <message>
        <source>创建机构</source>
        <translation>Create an organisation</translation>
    </message>
    <message>
        <source>历史关联</source>
        <translation>Associations</translation>
    </message>
    <message>
        <source>我的机构</source>
        <translation>My organisation</translation>
    </message>
    <message>
        <source>机构信息变更</source>
        <translation>Change of the organisation&apos;s data</translation>
    </message>
    <message>
        <source>管理员转让</source>
        <translation>Transfer of administration</translation>
    </message>
    <message>
        <source>成员详情</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>添加机构成员</source>
        <translation>Invite a member</translation>
    </message>
    <message>
        <source>PDF 签名</source>
        <translation>PDF signature</translation>
    </message>
    <message>
        <source>批量签名</source>
        <translation>Sign many</translation>
    </message>
    <message>
        <source>验证签名</source>
        <translation>Verify signatures</translation>
    </message>
    <message>
        <source>扫码确认</source>
        <translation>Confirm a code</translation>
    </message>
    <message>
        <source>自助服务</source>
        <translation>Self-service</translation>
    </message>
    <message>
        <source>验证手机号码</source>
        <translation>Prove your phone</translation>
    </message>
    <message>
        <source>证书申请</source>
        <translation>Application</translation>
    </message>
    <message>
        <source>证书续期</source>
        <translation>Renewal</translation>
    </message>
    <message>
        <source>进度查询</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>短信解锁</source>
        <translation>Unlock by SMS</translation>
    </message>
    <message>
        <source>登记解锁</source>
        <translation>Set up unlocking</translation>
    </message>
    <message>
        <source>安装证书到介质</source>
        <translation>Install on a token</translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>设置密码</source>
        <translation>Set a password</translation>
    </message>
    <message>
        <source>请输入您的密码</source>
        <translation>Enter your password</translation>
    </message>
    <message>
        <source>新密码</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>8–16 位，至少包含大写字母、小写字母、数字、特殊字符中的三种</source>
        <translation>8–16 characters, at least three of upper case, lower case, digit, special character</translation>
    </message>
    <message>
        <source>再次输入新密码</source>
        <translation>New password again</translation>
    </message>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>忘记密码？</source>
        <translation>Forgot your password?</translation>
    </message>
</context>
<context>
    <name>PaymentStep</name>
    <message>
        <source>订单信息</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>总金额</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>选择支付方式</source>
        <translation>Choose how to pay</translation>
    </message>
    <message>
        <source>对公打款支付</source>
        <translation>Bank transfer</translation>
    </message>
    <message>
        <source>请使用银行转账方式支付费用，支付完成后填写付款信息进行核验。</source>
        <translation>Pay by bank transfer, then enter the payer&apos;s data to have it verified.</translation>
    </message>
    <message>
        <source>微信支付</source>
        <translation>WeChat Pay</translation>
    </message>
    <message>
        <source>支付宝</source>
        <translation>Alipay</translation>
    </message>
    <message>
        <source>银行转账</source>
        <translation>Bank transfer</translation>
    </message>
    <message>
        <source>去支付</source>
        <translation>Pay</translation>
    </message>
    <message>
        <source>付款银行开户名</source>
        <translation>Name of the paying account</translation>
    </message>
    <message>
        <source>付款银行账号</source>
        <translation>Number of the paying account</translation>
    </message>
    <message>
        <source>付款日期</source>
        <translation>Date of payment</translation>
    </message>
    <message>
        <source>我已转账，提交核对</source>
        <translation>I have transferred the money</translation>
    </message>
    <message>
        <source>已支付，立即核验</source>
        <translation>Paid, verify now</translation>
    </message>
    <message>
        <source>已提交，工作人员核对到账后自动继续；也可先返回首页。</source>
        <translation>Told. It goes on when a clerk has seen the money; you may go home meanwhile.</translation>
    </message>
    <message>
        <source>支付二维码</source>
        <translation>Payment code</translation>
    </message>
    <message>
        <source>请扫码支付，或打开收银台完成支付</source>
        <translation>Scan the code, or pay at the cashier</translation>
    </message>
    <message>
        <source>打开收银台</source>
        <translation>Open the cashier</translation>
    </message>
    <message>
        <source>支付成功</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>支付失败，请重新选择支付方式。</source>
        <translation>The payment failed; choose how to pay again.</translation>
    </message>
    <message>
        <source>支付已超时，请重新选择支付方式。</source>
        <translation>The payment timed out; choose how to pay again.</translation>
    </message>
    <message>
        <source>暂不支付，返回首页</source>
        <translation>Not now, back to the home page</translation>
    </message>
</context>
<context>
    <name>PdfSign</name>
    <message>
        <source>正在签名</source>
        <translation>Signing</translation>
    </message>
    <message>
        <source>签名人：%1</source>
        <translation>Signed by: %1</translation>
    </message>
    <message>
        <source>日期：%1</source>
        <translation>Date: %1</translation>
    </message>
    <message>
        <source>仅文字</source>
        <translation>Text only</translation>
    </message>
    <message>
        <source>验证报告已保存</source>
        <translation>The report was saved</translation>
    </message>
</context>
<context>
    <name>PdfView</name>
    <message>
        <source>PDF 文档，第 %1 页，共 %2 页</source>
        <translation>PDF document, page %1 of %2</translation>
    </message>
    <message>
        <source>%1 / %2 页</source>
        <translation>Page %1 / %2</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>第 %1 页</source>
        <translation>Page %1</translation>
    </message>
    <message>
        <source>已签名的签名域 %1</source>
        <translation>Signed field %1</translation>
    </message>
    <message>
        <source>签名域 %1</source>
        <translation>Signature field %1</translation>
    </message>
    <message>
        <source>签名位置</source>
        <translation>Signature</translation>
    </message>
</context>
<context>
    <name>PermissionsPage</name>
    <message>
        <source>关闭后，应用中的相应功能将不再使用该权限。系统级的授权请在系统设置中管理。</source>
        <translation>When switched off, the app&apos;s features no longer use the permission. Manage the system&apos;s own permissions in its settings.</translation>
    </message>
</context>
<context>
    <name>PersonalChangePage</name>
    <message>
        <source>个人信息变更成功。仍是原信息的证书会在“我的证书”中突出显示，请及时变更。</source>
        <translation>Your data is changed. Certificates that still have the old data are marked under My certificates: change them soon.</translation>
    </message>
    <message>
        <source>变更证书</source>
        <translation>Change certificates</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>您提交的信息仅用于实名认证及向 CA 机构申请数字证书，不会用于其他用途。</source>
        <translation>What you submit is used only for real-name authentication and for applying for certificates at the CA.</translation>
    </message>
    <message>
        <source>手机号码也是登录账号；填写新号码时，验证码发送到新号码。</source>
        <translation>The phone number is also how you sign in; the code goes to the number that you give here.</translation>
    </message>
</context>
<context>
    <name>PersonalData</name>
    <message>
        <source>尚未登录移动证书，仅包含本机数据。</source>
        <translation>Not signed in; only data of this device is included.</translation>
    </message>
    <message>
        <source>本机 %1 项，平台 %2 项，录入记录 %3 条。</source>
        <translation>%1 items here, %2 at the platform, %3 records of entries.</translation>
    </message>
    <message>
        <source>个人信息已保存</source>
        <translation>The personal data was saved</translation>
    </message>
</context>
<context>
    <name>PersonalDataPage</name>
    <message>
        <source>验证身份</source>
        <translation>Prove who you are</translation>
    </message>
    <message>
        <source>请输入移动证书的登录密码，以获取平台保存的信息；未登录时仅导出本机数据。</source>
        <translation>Enter the password of your mobile certificate account to include what the platform holds; signed out, only data of this device is exported.</translation>
    </message>
    <message>
        <source>登录密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>获取个人信息</source>
        <translation>Get personal data</translation>
    </message>
    <message>
        <source>保存为文件</source>
        <translation>Save as file</translation>
    </message>
</context>
<context>
    <name>PhonePage</name>
    <message>
        <source>验证手机号码</source>
        <translation>Prove your phone</translation>
    </message>
    <message>
        <source>验证后 30 分钟内可办理，无需注册账号。</source>
        <translation>Good for 30 minutes; no account is needed.</translation>
    </message>
    <message>
        <source>手机号码</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>扫码查询</source>
        <translation>Query by code</translation>
    </message>
    <message>
        <source>不是在本设备上提交的申请，可先扫描受理二维码。</source>
        <translation>For an application made on another device, scan its receipt code first.</translation>
    </message>
    <message>
        <source>扫描受理二维码</source>
        <translation>Scan the receipt code</translation>
    </message>
</context>
<context>
    <name>PhotoHint</name>
    <message>
        <source>请保证照片真实、清晰，四角完整，没有反光。</source>
        <translation>The picture has to be real and sharp, with all four corners and without glare.</translation>
    </message>
    <message>
        <source>拍照示例</source>
        <translation>How to photograph</translation>
    </message>
    <message>
        <source>平放、完整、清晰</source>
        <translation>Flat, whole, sharp</translation>
    </message>
    <message>
        <source>边角缺失</source>
        <translation>A corner is missing</translation>
    </message>
    <message>
        <source>模糊不清</source>
        <translation>Blurred</translation>
    </message>
    <message>
        <source>反光</source>
        <translation>Glare</translation>
    </message>
    <message>
        <source>JPG 或 PNG，不超过 10 MB；也可扫描为 PDF。</source>
        <translation>JPG or PNG, at most 10 MB; a scan as PDF will do too.</translation>
    </message>
    <message>
        <source>JPG 或 PNG，不超过 10 MB。</source>
        <translation>JPG or PNG, at most 10 MB.</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>修改 PIN</source>
        <translation>Change PIN</translation>
    </message>
    <message>
        <source>介质</source>
        <translation>Medium</translation>
    </message>
    <message>
        <source>原 PIN</source>
        <translation>Old PIN</translation>
    </message>
    <message>
        <source>新 PIN</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>再次输入新 PIN</source>
        <translation>New PIN again</translation>
    </message>
    <message>
        <source>点击修改后，请在读卡器的键盘上依次输入原 PIN 和新 PIN。</source>
        <translation>After pressing Change, enter the old and the new PIN on the reader’s own keys.</translation>
    </message>
    <message>
        <source>此介质的 PIN 在读卡器的键盘上输入，不能在这里修改；请使用读卡器或发证机构提供的工具修改。</source>
        <translation>The PIN of this medium is entered on the reader’s own keys and cannot be changed here; use the tool of the reader or of the issuer.</translation>
    </message>
    <message>
        <source>修 改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>忘记 PIN？</source>
        <translation>Forgot the PIN?</translation>
    </message>
    <message>
        <source>密码解锁</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>使用管理员 PIN 设置新的 PIN。管理员 PIN 由发证机构或单位管理员保管；连续输错会永久锁定介质。</source>
        <translation>Set a new PIN with the administrator PIN. It is kept by the issuer or by your administrator; entering it wrong several times locks the medium for good.</translation>
    </message>
    <message>
        <source>管理员 PIN</source>
        <translation>Administrator PIN</translation>
    </message>
    <message>
        <source>解 锁</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>密码缓存</source>
        <translation>PIN cache</translation>
    </message>
    <message>
        <source>验证 PIN 后，在所选时间内使用同一介质不再询问；每次使用重新计时。PIN 本身不会被保存。</source>
        <translation>After a correct PIN the same medium does not ask again for the chosen time; every use starts it anew. The PIN itself is not stored.</translation>
    </message>
    <message>
        <source>缓存时长</source>
        <translation>Duration</translation>
    </message>
</context>
<context>
    <name>PlatformStep</name>
    <message>
        <source>交易平台</source>
        <translation>Trading platform</translation>
    </message>
    <message>
        <source>已选择</source>
        <translation>Chosen</translation>
    </message>
    <message>
        <source>更换交易平台</source>
        <translation>Choose another platform</translation>
    </message>
    <message>
        <source>CA 机构与密钥算法</source>
        <translation>CA and key algorithm</translation>
    </message>
    <message>
        <source>CA 机构</source>
        <translation>Certificate authority</translation>
    </message>
    <message>
        <source>密钥算法</source>
        <translation>Key algorithm</translation>
    </message>
</context>
<context>
    <name>Plugins</name>
    <message>
        <source>已启用</source>
        <translation>enabled</translation>
    </message>
    <message>
        <source>已停用</source>
        <translation>disabled</translation>
    </message>
    <message>
        <source>无法使用</source>
        <translation>cannot be used</translation>
    </message>
    <message>
        <source>已加载</source>
        <translation>loaded</translation>
    </message>
    <message>
        <source>已发现</source>
        <translation>found</translation>
    </message>
    <message>
        <source>内置</source>
        <translation>built in</translation>
    </message>
    <message>
        <source>已安装的软件包</source>
        <translation>installed package</translation>
    </message>
    <message>
        <source>插件文件夹</source>
        <translation>plugin folder</translation>
    </message>
</context>
<context>
    <name>PluginsPage</name>
    <message>
        <source>插件与应用拥有相同的运行权限，请只使用来源可信的插件。</source>
        <translation>Plugins run with the same rights as the app; use only those from sources you trust.</translation>
    </message>
</context>
<context>
    <name>PriceBar</name>
    <message>
        <source>总金额</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>明细</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>PriceCard</name>
    <message>
        <source>证书有效期</source>
        <translation>Validity of the certificate</translation>
    </message>
    <message>
        <source>%1 年</source>
        <translation>%1&#xa0;yr</translation>
    </message>
</context>
<context>
    <name>Privacy</name>
    <message>
        <source>选择要签署的文件，保存签名结果和导出内容。</source>
        <translation>Choose files to sign, save results and exports.</translation>
    </message>
    <message>
        <source>连接蓝牙密钥。</source>
        <translation>Connect Bluetooth keys.</translation>
    </message>
    <message>
        <source>部分系统搜索蓝牙设备时需要；应用不记录位置。</source>
        <translation>Some systems need it to search for Bluetooth devices; the app records no locations.</translation>
    </message>
    <message>
        <source>扫描二维码，拍摄证件照片。</source>
        <translation>Scan codes, photograph documents.</translation>
    </message>
    <message>
        <source>识别显示在屏幕上的二维码；画面不保存。</source>
        <translation>Recognise codes shown on the screen; the picture is not kept.</translation>
    </message>
    <message>
        <source>显示悬浮球。</source>
        <translation>Show the floating ball.</translation>
    </message>
    <message>
        <source>下载并安装经过签名的更新。</source>
        <translation>Download and install signed updates.</translation>
    </message>
    <message>
        <source>发现并使用 USBKey。</source>
        <translation>Find and use USB keys.</translation>
    </message>
    <message>
        <source>应用权限使用清单</source>
        <translation>Use of permissions</translation>
    </message>
    <message>
        <source>每次使用权限时自动记录。</source>
        <translation>Recorded whenever a permission is used.</translation>
    </message>
    <message>
        <source>个人信息收集动态清单</source>
        <translation>Personal data entered</translation>
    </message>
    <message>
        <source>记录录入了什么、在哪个页面、用于什么目的，不记录内容本身。</source>
        <translation>Records what was entered, on which page and for what, never the content itself.</translation>
    </message>
    <message>
        <source>个人信息第三方共享清单</source>
        <translation>Personal data shared with others</translation>
    </message>
    <message>
        <source>根据已启用插件的清单生成。</source>
        <translation>Made from the manifests of the enabled plugins.</translation>
    </message>
</context>
<context>
    <name>ProgressDialog</name>
    <message>
        <source>请稍候…</source>
        <translation>Please wait…</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>正在处理</source>
        <translation>Working</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>办理进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>刷新</source>
        <translation>Refresh</translation>
    </message>
    <message>
        <source>此手机号码没有办理记录</source>
        <translation>Nothing was applied for with this phone number</translation>
    </message>
    <message>
        <source>申请 %1 不是用此手机号码提交的。请使用申请时的手机号码。</source>
        <translation>Application %1 was not made with this phone number. Use the number it was made with.</translation>
    </message>
    <message>
        <source>显示此手机号码的全部申请</source>
        <translation>Show all applications of this phone</translation>
    </message>
    <message>
        <source>扫描受理二维码</source>
        <translation>Scan the receipt code</translation>
    </message>
    <message>
        <source>安装到介质</source>
        <translation>Install on a token</translation>
    </message>
</context>
<context>
    <name>QrImage</name>
    <message>
        <source>二维码</source>
        <translation>QR code</translation>
    </message>
</context>
<context>
    <name>QuestionDialog</name>
    <message>
        <source>PIN 码</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>请在密码键盘上输入 PIN 码。</source>
        <translation>Enter the PIN on the PIN pad.</translation>
    </message>
</context>
<context>
    <name>RealName</name>
    <message>
        <source>请上传图片</source>
        <translation>Upload a picture</translation>
    </message>
    <message>
        <source>与身份证图片上的内容不一致，请核对</source>
        <translation>Differs from the picture of the identity card; please check</translation>
    </message>
    <message>
        <source>已识别身份证信息，请核对</source>
        <translation>The identity card was read; please check</translation>
    </message>
</context>
<context>
    <name>RealNamePage</name>
    <message>
        <source>实名认证已完成</source>
        <translation>Real-name authentication is done</translation>
    </message>
    <message>
        <source>立即关联机构</source>
        <translation>Join or create an organisation</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>实名认证</source>
        <translation>Real-name authentication</translation>
    </message>
    <message>
        <source>您提交的信息仅用于实名认证及向 CA 机构申请数字证书，不会用于其他用途。</source>
        <translation>What you submit is used only for real-name authentication and for applying for certificates at the CA.</translation>
    </message>
    <message>
        <source>《实名认证服务协议》</source>
        <translation>Real-name service agreement</translation>
    </message>
    <message>
        <source>同意协议，开始认证</source>
        <translation>Agree and begin</translation>
    </message>
</context>
<context>
    <name>RegistrationPage</name>
    <message>
        <source>机构认证已完成，您已成为该机构的管理员。</source>
        <translation>The organisation is registered and you are its administrator.</translation>
    </message>
    <message>
        <source>切换为管理员</source>
        <translation>Act as administrator</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>机构认证</source>
        <translation>Registration of the organisation</translation>
    </message>
    <message>
        <source>您提交的机构信息仅用于机构认证及向 CA 机构申请数字证书，不会用于其他用途。</source>
        <translation>What you give is used only to register the organisation and to apply to CAs for certificates.</translation>
    </message>
    <message>
        <source>《机构认证服务协议》</source>
        <translation>Agreement on organisation registration</translation>
    </message>
    <message>
        <source>同意协议，开始认证</source>
        <translation>Agree and begin</translation>
    </message>
    <message>
        <source>营业执照</source>
        <translation>Business licence</translation>
    </message>
    <message>
        <source>上传营业执照</source>
        <translation>Upload the business licence</translation>
    </message>
    <message>
        <source>使用样本（体验环境）</source>
        <translation>Use the specimen (sandbox)</translation>
    </message>
    <message>
        <source>机构信息</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>企业名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>统一社会信用代码</source>
        <translation>Unified social credit code</translation>
    </message>
    <message>
        <source>营业执照长期有效</source>
        <translation>The licence has no end of validity</translation>
    </message>
    <message>
        <source>营业执照有效期至</source>
        <translation>Licence valid until</translation>
    </message>
    <message>
        <source>例如 2035-05-06</source>
        <translation>e.g. 2035-05-06</translation>
    </message>
    <message>
        <source>法定代表人</source>
        <translation>Legal representative</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>手机号码</source>
        <translation>Phone number</translation>
    </message>
    <message>
        <source>同意隐私信息收集</source>
        <translation>I agree to the collection of personal data</translation>
    </message>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>RelyingParty</name>
    <message>
        <source>登录认证</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>网站请求用您的证书登录。确认后，网站会得知证书中的姓名。</source>
        <translation>The site asks you to sign in with your certificate. It will learn the name in the certificate.</translation>
    </message>
    <message>
        <source>确认登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>电子签名</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>网站请求您签署下面的文件。签名代表您认可其内容。</source>
        <translation>The site asks you to sign the document below. A signature means that you agree to what it says.</translation>
    </message>
    <message>
        <source>确认签名</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>电子签章</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>网站请求您在下面的文件上盖章。盖章代表您认可其内容。</source>
        <translation>The site asks you to put your seal on the document below. A seal means that you agree to what it says.</translation>
    </message>
    <message>
        <source>确认盖章</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>数据加密</source>
        <translation>Encrypt</translation>
    </message>
    <message>
        <source>网站请求用您的加密证书加密下面的文件。之后只有您的密钥能够打开它，请妥善保管介质。</source>
        <translation>The site asks you to encrypt the document below with your encryption certificate. Afterwards only your key opens it, so keep the medium safe.</translation>
    </message>
    <message>
        <source>确认加密</source>
        <translation>Encrypt</translation>
    </message>
    <message>
        <source>数据解密</source>
        <translation>Decrypt</translation>
    </message>
    <message>
        <source>网站请求您解密下面的文件，并会得到其内容。</source>
        <translation>The site asks you to decrypt the document below and will get its contents.</translation>
    </message>
    <message>
        <source>确认解密</source>
        <translation>Decrypt</translation>
    </message>
    <message>
        <source>仅文字</source>
        <translation>Text only</translation>
    </message>
</context>
<context>
    <name>RenewPage</name>
    <message>
        <source>请插入要续期的证书所在的介质。</source>
        <translation>Insert the token whose certificate is to be renewed.</translation>
    </message>
    <message>
        <source>有效期至 %1</source>
        <translation>valid until %1</translation>
    </message>
    <message>
        <source>续期</source>
        <translation>Renew</translation>
    </message>
    <message>
        <source>续期“%1”的证书</source>
        <translation>Renew the certificate of “%1”</translation>
    </message>
    <message>
        <source>请填写原证书申请人的信息。密钥不变，新证书将替换介质中的原证书。</source>
        <translation>Fill in whose certificate it is, as in its application. The keys stay; the new certificate takes the old one&apos;s place on the token.</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>选择其他证书</source>
        <translation>Choose another certificate</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>违法信息</source>
        <translation>Unlawful content</translation>
    </message>
    <message>
        <source>侵害个人信息</source>
        <translation>Misuse of personal data</translation>
    </message>
    <message>
        <source>诈骗</source>
        <translation>Fraud</translation>
    </message>
    <message>
        <source>侵权</source>
        <translation>Infringement</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>举报类型</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>举报内容</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>请描述时间、地点和经过，至少 5 个字</source>
        <translation>When, where and how; at least 5 characters</translation>
    </message>
    <message>
        <source>联系方式（选填）</source>
        <translation>Contact (optional)</translation>
    </message>
    <message>
        <source>添加图片（选填，最多 9 张）</source>
        <translation>Add a picture (optional, up to 9)</translation>
    </message>
    <message>
        <source>图片 (*.png *.jpg *.jpeg)</source>
        <translation>Pictures (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>移除图片 %1</source>
        <translation>Remove picture %1</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>举报已受理，回执编号 %1</source>
        <translation>The report was received; receipt number %1</translation>
    </message>
</context>
<context>
    <name>SandboxPage</name>
    <message>
        <source>示范招投标站点</source>
        <translation>Demonstration tender site</translation>
    </message>
    <message>
        <source>扫码登录、签署、盖章、加密：%1</source>
        <translation>Log in, sign, seal and encrypt by a code: %1</translation>
    </message>
    <message>
        <source>审核控制台</source>
        <translation>Review console</translation>
    </message>
    <message>
        <source>账号 admin：%1</source>
        <translation>User admin: %1</translation>
    </message>
    <message>
        <source>控制台的初始密码：%1</source>
        <translation>The console&apos;s first password: %1</translation>
    </message>
    <message>
        <source>体验环境不会真正发送短信和邮件，内容都在这里。</source>
        <translation>The test environment sends no real messages; everything is here.</translation>
    </message>
    <message>
        <source>刷新</source>
        <translation>Refresh</translation>
    </message>
    <message>
        <source>暂无数据</source>
        <translation>Nothing here yet</translation>
    </message>
    <message>
        <source>短信</source>
        <translation>SMS</translation>
    </message>
    <message>
        <source>邮件</source>
        <translation>Mail</translation>
    </message>
</context>
<context>
    <name>Scan</name>
    <message>
        <source>已复制</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>ScanPage</name>
    <message>
        <source>正在识别屏幕，请让二维码完整显示在屏幕上。</source>
        <translation>Looking at the screen. Please keep the whole code visible.</translation>
    </message>
    <message>
        <source>正在识别文件中的二维码…</source>
        <translation>Looking for a code in the file…</translation>
    </message>
    <message>
        <source>正在打开摄像头…</source>
        <translation>Opening the camera…</translation>
    </message>
    <message>
        <source>没有找到摄像头。可以连接摄像头后重试，或改用图片、屏幕识别。</source>
        <translation>No camera was found. Connect one and try again, or use a picture or the screen.</translation>
    </message>
    <message>
        <source>摄像头已关闭。</source>
        <translation>The camera is off.</translation>
    </message>
    <message>
        <source>没有功能可以处理的二维码</source>
        <translation>Codes that no feature knows</translation>
    </message>
    <message>
        <source>内容按原样显示，应用不会打开其中的链接。来源不明时请不要照做。</source>
        <translation>The text is shown as it is and no link is opened. Do not follow it when you do not know who made it.</translation>
    </message>
    <message>
        <source>复制内容</source>
        <translation>Copy the text</translation>
    </message>
    <message>
        <source>将二维码放入框内，识别后会先说明用途，再由您确认。</source>
        <translation>Hold the code inside the frame. You will see what it is for before anything happens.</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>关闭摄像头</source>
        <translation>Camera off</translation>
    </message>
    <message>
        <source>使用摄像头</source>
        <translation>Use the camera</translation>
    </message>
    <message>
        <source>停止识别屏幕</source>
        <translation>Stop looking at the screen</translation>
    </message>
    <message>
        <source>识别屏幕上的二维码</source>
        <translation>Look at the screen</translation>
    </message>
    <message>
        <source>选择二维码图片或视频，也可以拖到这里</source>
        <translation>Choose a picture or video of a code, or drop it here</translation>
    </message>
    <message>
        <source>图片和视频 (*.png *.jpg *.jpeg *.bmp *.webp *.mp4 *.avi *.mov *.mkv *.webm)</source>
        <translation>Pictures and videos (*.png *.jpg *.jpeg *.bmp *.webp *.mp4 *.avi *.mov *.mkv *.webm)</translation>
    </message>
</context>
<context>
    <name>SealInspectionPage</name>
    <message>
        <source>此印章的图片格式无法显示。</source>
        <translation>The picture of this seal is in a form that cannot be shown.</translation>
    </message>
    <message>
        <source>可使用此印章的证书</source>
        <translation>Certificates that may use this seal</translation>
    </message>
    <message>
        <source>导入到我的印章</source>
        <translation>Import into My seals</translation>
    </message>
    <message>
        <source>查看另一个印章文件</source>
        <translation>Look into another seal file</translation>
    </message>
    <message>
        <source>将 .esl 印章文件拖到这里，或点击选择</source>
        <translation>Drop a seal file (.esl) here, or click to choose</translation>
    </message>
    <message>
        <source>电子印章 (*.esl)</source>
        <translation>Electronic seals (*.esl)</translation>
    </message>
</context>
<context>
    <name>Seals</name>
    <message>
        <source>印章图片已导入</source>
        <translation>Seal picture imported</translation>
    </message>
    <message>
        <source>删除印章图片？</source>
        <translation>Delete the seal picture?</translation>
    </message>
    <message>
        <source>已签署的文件不受影响。</source>
        <translation>Signed files are not affected.</translation>
    </message>
</context>
<context>
    <name>SealsPage</name>
    <message>
        <source>还没有印章。可导入自己的签名图片，或办理证书时制作个人印章。</source>
        <translation>No seals yet. Import a picture of your signature, or make a personal seal when you apply for a certificate.</translation>
    </message>
    <message>
        <source>印章机构：%1</source>
        <translation>Seal maker: %1</translation>
    </message>
    <message>
        <source>不在有效期</source>
        <translation>Not valid now</translation>
    </message>
    <message>
        <source>信息已变更</source>
        <translation>Data changed</translation>
    </message>
    <message>
        <source>查看印章信息</source>
        <translation>Look into the seal</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>印章变更</source>
        <translation>Change the seal</translation>
    </message>
    <message>
        <source>查看和验证印章文件</source>
        <translation>Look into and verify a seal file</translation>
    </message>
    <message>
        <source>导入签名图片</source>
        <translation>Import a signature picture</translation>
    </message>
    <message>
        <source>将白色背景变为透明</source>
        <translation>Make the white background transparent</translation>
    </message>
    <message>
        <source>将 PNG 或 JPEG 图片拖到这里，或点击选择</source>
        <translation>Drop a PNG or JPEG picture here, or click to choose</translation>
    </message>
    <message>
        <source>图片 (*.png *.jpg *.jpeg)</source>
        <translation>Pictures (*.png *.jpg *.jpeg)</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
</context>
<context>
    <name>SelfServicePage</name>
    <message>
        <source>在 USBKey 等介质上自助申请、安装和续期证书。</source>
        <translation>Apply for, install and renew certificates on a USB key by yourself.</translation>
    </message>
    <message>
        <source>证书申请</source>
        <translation>Application</translation>
    </message>
    <message>
        <source>单位已预先登记，或持有单位二维码</source>
        <translation>For people whom their unit registered or who have its code</translation>
    </message>
    <message>
        <source>证书续期</source>
        <translation>Renewal</translation>
    </message>
    <message>
        <source>密钥不变，延长介质中证书的有效期</source>
        <translation>The key stays, the certificate on the token lasts longer</translation>
    </message>
    <message>
        <source>进度查询</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>查看审核结果，继续未完成的安装</source>
        <translation>See the review, go on with an installation</translation>
    </message>
    <message>
        <source>未使用的密钥</source>
        <translation>Unused keys</translation>
    </message>
    <message>
        <source>“%1”中有一个没有证书的密钥：证书后来安装到了另一个介质。</source>
        <translation>“%1” holds a key without a certificate: the certificate was then installed on another token.</translation>
    </message>
    <message>
        <source>删除未使用的密钥</source>
        <translation>Delete unused keys</translation>
    </message>
    <message>
        <source>正在为 %1 办理</source>
        <translation>Serving %1</translation>
    </message>
    <message>
        <source>结束办理</source>
        <translation>Finish</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>日志已导出</source>
        <translation>The log is exported</translation>
    </message>
    <message>
        <source>清除日志？</source>
        <translation>Clear the log?</translation>
    </message>
    <message>
        <source>已记录的运行日志将被删除，且不能恢复。</source>
        <translation>What was logged is deleted and cannot be restored.</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>日志已清除</source>
        <translation>The log is cleared</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>显示</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>工具</source>
        <translation>Tools</translation>
    </message>
    <message>
        <source>启用悬浮球</source>
        <translation>Floating ball</translation>
    </message>
    <message>
        <source>始终显示在其他窗口之上，点击可快速打开各项功能。</source>
        <translation>Stays above other windows; a click opens the tools.</translation>
    </message>
    <message>
        <source>运行日志</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>启用日志</source>
        <translation>Write a log</translation>
    </message>
    <message>
        <source>用于排查问题，默认关闭。日志不包含 PIN、密码、密钥和验证码，手机号等信息已遮盖。</source>
        <translation>For finding faults; off by default. It never holds PINs, passwords, keys or codes; phone numbers and the like are masked.</translation>
    </message>
    <message>
        <source>导出日志</source>
        <translation>Export the log</translation>
    </message>
    <message>
        <source>清除日志</source>
        <translation>Clear the log</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>诊断</source>
        <translation>Diagnosis</translation>
    </message>
    <message>
        <source>检查读卡器、驱动、网络和服务</source>
        <translation>Checks readers, drivers, network and services</translation>
    </message>
    <message>
        <source>注销数字证书</source>
        <translation>Revoking a certificate</translation>
    </message>
    <message>
        <source>什么时候、怎样注销</source>
        <translation>When and how to revoke</translation>
    </message>
    <message>
        <source>返回应用首页</source>
        <translation>Back to the home page</translation>
    </message>
</context>
<context>
    <name>SignOptions</name>
    <message>
        <source>长期有效</source>
        <translation>Long-term validity</translation>
    </message>
    <message>
        <source>不附加验证数据</source>
        <translation>no proofs</translation>
    </message>
    <message>
        <source>附验证数据（B-LT）</source>
        <translation>with proofs (B-LT)</translation>
    </message>
    <message>
        <source>附验证数据并归档（B-LTA）</source>
        <translation>with proofs and archive time stamp (B-LTA)</translation>
    </message>
    <message>
        <source>认证文件</source>
        <translation>Certify the document</translation>
    </message>
    <message>
        <source>不认证</source>
        <translation>do not certify</translation>
    </message>
    <message>
        <source>不允许任何更改</source>
        <translation>no changes allowed</translation>
    </message>
    <message>
        <source>允许填表和签名</source>
        <translation>forms and signatures allowed</translation>
    </message>
    <message>
        <source>允许填表、签名和批注</source>
        <translation>forms, signatures and notes allowed</translation>
    </message>
    <message>
        <source>锁定已填写的表单</source>
        <translation>Lock filled form fields</translation>
    </message>
    <message>
        <source>骑缝章</source>
        <translation>Seal across page edges</translation>
    </message>
    <message>
        <source>每一页都盖章</source>
        <translation>Seal on every page</translation>
    </message>
    <message>
        <source>文件已有签名，不能再认证，也不能在页面上加盖印章。</source>
        <translation>The document is signed already; it can neither be certified nor stamped on its pages.</translation>
    </message>
    <message>
        <source>选择印章后可加盖骑缝章或多页印章。</source>
        <translation>With a seal chosen, it can be stamped across edges or on all pages.</translation>
    </message>
</context>
<context>
    <name>SignPage</name>
    <message>
        <source>将 PDF 拖到这里，或点击选择</source>
        <translation>Drop a PDF here, or click to choose</translation>
    </message>
    <message>
        <source>PDF 文件 (*.pdf)</source>
        <translation>PDF files (*.pdf)</translation>
    </message>
    <message>
        <source>批量签名</source>
        <translation>Sign many</translation>
    </message>
    <message>
        <source>验证签名</source>
        <translation>Verify signatures</translation>
    </message>
    <message>
        <source>文件已认证：可签署已有的签名域，否则签名不显示在页面上。</source>
        <translation>The document is certified: sign one of its fields, otherwise the signature is not shown on a page.</translation>
    </message>
    <message>
        <source>可选择已有签名域，或在页面上拖出新的位置。</source>
        <translation>Choose an existing field, or drag a new place on the page.</translation>
    </message>
    <message>
        <source>点击页面可放置签名，拖动可移动，也可用方向键。</source>
        <translation>Click a page to place the signature, drag to move it; the arrow keys move it too.</translation>
    </message>
    <message>
        <source>签名将放在第 %1 页，点击查看</source>
        <translation>The signature will stand on page %1: click to see</translation>
    </message>
    <message>
        <source>已选择</source>
        <translation>Chosen</translation>
    </message>
    <message>
        <source>更多选项</source>
        <translation>More options</translation>
    </message>
    <message>
        <source>签名</source>
        <translation>Sign</translation>
    </message>
</context>
<context>
    <name>SignatureStep</name>
    <message>
        <source>请仔细阅读申请表内容，并手写签名进行签署。</source>
        <translation>Read the application form carefully and sign it by hand.</translation>
    </message>
    <message>
        <source>重新签署</source>
        <translation>Sign again</translation>
    </message>
    <message>
        <source>立即签署</source>
        <translation>Sign now</translation>
    </message>
</context>
<context>
    <name>SignedIn</name>
    <message>
        <source>登录已失效，请重新登录</source>
        <translation>Your session has ended. Please sign in again.</translation>
    </message>
</context>
<context>
    <name>SignerCard</name>
    <message>
        <source>签名证书</source>
        <translation>Certificate for signing</translation>
    </message>
    <message>
        <source>没有可用的签名证书，请插入介质或办理移动证书。</source>
        <translation>No certificate can sign. Plug in a medium or apply for a mobile certificate.</translation>
    </message>
    <message>
        <source>移动证书</source>
        <translation>Mobile certificate</translation>
    </message>
    <message>
        <source>已选择</source>
        <translation>Chosen</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>以电子印章签署（GB/T 38540）</source>
        <translation>Sign by the electronic seal (GB/T 38540)</translation>
    </message>
    <message>
        <source>印章和签名合为一体，符合国家标准；只支持 PAdES 的软件不能验证。</source>
        <translation>Seal and signature are one, as the national standard says; software that knows PAdES only cannot verify it.</translation>
    </message>
    <message>
        <source>签名为 PAdES 格式，印章只作为外观。</source>
        <translation>The signature is a PAdES one; the seal is only seen.</translation>
    </message>
    <message>
        <source>加盖时间戳</source>
        <translation>Add a time stamp</translation>
    </message>
    <message>
        <source>签名原因（选填）</source>
        <translation>Reason (optional)</translation>
    </message>
</context>
<context>
    <name>Sms</name>
    <message>
        <source>验证码已发送至 %1</source>
        <translation>The code was sent to %1</translation>
    </message>
</context>
<context>
    <name>SmsCodeField</name>
    <message>
        <source>图形验证码</source>
        <translation>Picture code</translation>
    </message>
    <message>
        <source>图形验证码，点击换一张</source>
        <translation>Picture code, click for another</translation>
    </message>
    <message>
        <source>短信验证码</source>
        <translation>SMS code</translation>
    </message>
    <message>
        <source>%1 秒后重发</source>
        <translation>Again in %1 s</translation>
    </message>
    <message>
        <source>获取验证码</source>
        <translation>Get code</translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>正在处理</source>
        <translation>Working</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>第 %1 步，共 %2 步：%3</source>
        <translation>Step %1 of %2: %3</translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>扫一扫</source>
        <translation>Scan</translation>
    </message>
    <message>
        <source>插件</source>
        <translation>Plugins</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>关于</source>
        <translation>About</translation>
    </message>
    <message>
        <source>数字证书业务</source>
        <translation>Token certificates</translation>
    </message>
    <message>
        <source>USBKey、智能卡中的证书</source>
        <translation>Certificates on USB keys and smart cards</translation>
    </message>
    <message>
        <source>二维码</source>
        <translation>QR code</translation>
    </message>
    <message>
        <source>蓝牙</source>
        <translation>Bluetooth</translation>
    </message>
    <message>
        <source>密码管理</source>
        <translation>PINs</translation>
    </message>
    <message>
        <source>PDF 签名</source>
        <translation>PDF signature</translation>
    </message>
    <message>
        <source>签名、盖章与验证</source>
        <translation>Sign, seal and verify</translation>
    </message>
    <message>
        <source>我的印章</source>
        <translation>My seals</translation>
    </message>
    <message>
        <source>查看印章，导入签名图片</source>
        <translation>See seals, import signature pictures</translation>
    </message>
    <message>
        <source>电子签章</source>
        <translation>Seals</translation>
    </message>
    <message>
        <source>云密钥</source>
        <translation>Cloud key</translation>
    </message>
    <message>
        <source>密钥保存在云端，随处可用</source>
        <translation>Keys kept in the cloud, usable anywhere</translation>
    </message>
    <message>
        <source>移动证书</source>
        <translation>Mobile certificate</translation>
    </message>
    <message>
        <source>办理和使用本机的数字证书</source>
        <translation>Get and use certificates on this device</translation>
    </message>
    <message>
        <source>短信解锁</source>
        <translation>SMS unlock</translation>
    </message>
    <message>
        <source>登记解锁</source>
        <translation>Set up SMS</translation>
    </message>
    <message>
        <source>自助服务</source>
        <translation>Self-service</translation>
    </message>
</context>
<context>
    <name>TokenInstallPage</name>
    <message>
        <source>申请信息</source>
        <translation>Application</translation>
    </message>
    <message>
        <source>请插入开始安装时使用的介质，继续安装。</source>
        <translation>Insert the token with which the installation began.</translation>
    </message>
    <message>
        <source>请插入可以生成密钥的 USBKey 或智能卡。</source>
        <translation>Insert a USB key or card that can make keys.</translation>
    </message>
    <message>
        <source>继续安装</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>安装到介质</source>
        <translation>Install on a token</translation>
    </message>
    <message>
        <source>签名密钥在介质内生成，不会离开介质。安装期间请勿拔出介质；如被中断，可继续安装。</source>
        <translation>The signing key is made on the token and never leaves it. Leave the token in; if it is interrupted, the installation can go on.</translation>
    </message>
    <message>
        <source>安装已在另一个介质上开始。可插入该介质继续，也可安装到此介质；原介质中未使用的密钥将在下次写入时删除。</source>
        <translation>The installation began on another token. Insert that one to go on, or install on this one; the key on the other is deleted when it is next written to.</translation>
    </message>
    <message>
        <source>介质</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>密钥算法</source>
        <translation>Key algorithm</translation>
    </message>
    <message>
        <source>安装</source>
        <translation>Install</translation>
    </message>
    <message>
        <source>证书已安装到介质，可以使用。</source>
        <translation>The certificates are on the token and can be used.</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>TokensPage</name>
    <message>
        <source>已连接介质 %1 个</source>
        <translation>Media connected: %1</translation>
    </message>
    <message>
        <source>无法读取</source>
        <translation>Cannot be read</translation>
    </message>
    <message>
        <source>无法使用</source>
        <translation>Cannot be used</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certificates</translation>
    </message>
    <message>
        <source>%1 · 有效期至 %2 · %3</source>
        <translation>%1 · valid until %2 · %3</translation>
    </message>
    <message>
        <source>%1 · %2 · 有效期至 %3 · %4</source>
        <translation>%1 · %2 · valid until %3 · %4</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>工具栏</source>
        <translation>Toolbar</translation>
    </message>
</context>
<context>
    <name>TransferCertificateStep</name>
    <message>
        <source>本设备上没有带单位印章的有效机构证书。</source>
        <translation>There is no valid certificate of the organisation with its seal on this device.</translation>
    </message>
    <message>
        <source>我的证书</source>
        <translation>My certificates</translation>
    </message>
    <message>
        <source>请选择用于签署单位管理员转让授权委托书的证书。</source>
        <translation>Choose the certificate to sign the deed with.</translation>
    </message>
    <message>
        <source>已选择</source>
        <translation>Chosen</translation>
    </message>
</context>
<context>
    <name>TransferDeedStep</name>
    <message>
        <source>请仔细阅读授权书内容，并手写签名；完成签署时加盖单位公章并使用所选证书签名。</source>
        <translation>Read the deed carefully and sign by hand; the organisation&apos;s seal and the certificate&apos;s signature follow.</translation>
    </message>
    <message>
        <source>重新签署</source>
        <translation>Sign again</translation>
    </message>
    <message>
        <source>立即签署</source>
        <translation>Sign now</translation>
    </message>
</context>
<context>
    <name>TransferEmployeeStep</name>
    <message>
        <source>没有可转让的员工，请先邀请成员加入机构。</source>
        <translation>There is no employee to transfer to. Invite somebody first.</translation>
    </message>
    <message>
        <source>邀请成员</source>
        <translation>Invite members</translation>
    </message>
    <message>
        <source>请选择要转让的员工。转让后，您将成为该机构的员工；您以管理员身份办理的机构证书和印章随即注销，未完成的订单取消，由新管理员另行办理。</source>
        <translation>Choose the employee who takes over. You become an employee of the organisation; the certificates and seals that you have as administrator are revoked, open orders are cancelled, and the new administrator orders their own.</translation>
    </message>
    <message>
        <source>已选择</source>
        <translation>Chosen</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>设置新的 PIN</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>新 PIN</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>再次输入新 PIN</source>
        <translation>New PIN again</translation>
    </message>
    <message>
        <source>解 锁</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>介质已解锁，请使用新的 PIN。</source>
        <translation>The token is unlocked; use the new PIN.</translation>
    </message>
</context>
<context>
    <name>UnlockSetupPage</name>
    <message>
        <source>登记后，忘记 PIN 或介质被锁定时，可凭手机短信设置新的 PIN。管理员 PIN 由平台加密保管，每次使用后自动更换。</source>
        <translation>Once set up, a forgotten or locked PIN can be replaced after an SMS code. The platform keeps the administrator&apos;s PIN encrypted and replaces it after each use.</translation>
    </message>
    <message>
        <source>管理员 PIN</source>
        <translation>Administrator&apos;s PIN</translation>
    </message>
    <message>
        <source>当前的管理员 PIN</source>
        <translation>Present administrator&apos;s PIN</translation>
    </message>
    <message>
        <source>登 记</source>
        <translation>Set up</translation>
    </message>
    <message>
        <source>已登记。忘记 PIN 时，可在“密码管理”中选择短信解锁。</source>
        <translation>Set up. If you forget the PIN, choose “SMS unlock” under PINs.</translation>
    </message>
</context>
<context>
    <name>Update</name>
    <message>
        <source>正在下载更新</source>
        <translation>Downloading the update</translation>
    </message>
    <message>
        <source>现在安装 %1？</source>
        <translation>Install %1 now?</translation>
    </message>
    <message>
        <source>将启动安装程序并关闭本应用，未完成的操作请先保存。</source>
        <translation>The installer is started and this application closes. Save what is unfinished first.</translation>
    </message>
    <message>
        <source>安装</source>
        <translation>Install</translation>
    </message>
</context>
<context>
    <name>UpdatePage</name>
    <message>
        <source>当前已是最新版本 %1</source>
        <translation>This is the newest version, %1</translation>
    </message>
    <message>
        <source>新版本 %1</source>
        <translation>New version %1</translation>
    </message>
    <message>
        <source>当前版本</source>
        <translation>Current version</translation>
    </message>
    <message>
        <source>安装包大小</source>
        <translation>Size of the installer</translation>
    </message>
    <message>
        <source>下载</source>
        <translation>Download</translation>
    </message>
    <message>
        <source>安装包已下载，签名校验通过。</source>
        <translation>The installer was downloaded; its signature is good.</translation>
    </message>
    <message>
        <source>安装包 %1 已下载，签名校验通过。请关闭本应用后运行安装包。</source>
        <translation>The installer %1 was downloaded; its signature is good. Close this application, then run it.</translation>
    </message>
    <message>
        <source>立即安装</source>
        <translation>Install now</translation>
    </message>
    <message>
        <source>打开所在文件夹</source>
        <translation>Open its folder</translation>
    </message>
    <message>
        <source>重新检查</source>
        <translation>Check again</translation>
    </message>
</context>
<context>
    <name>VerifyPage</name>
    <message>
        <source>将 PDF 拖到这里，或点击选择</source>
        <translation>Drop a PDF here, or click to choose</translation>
    </message>
    <message>
        <source>PDF 文件 (*.pdf)</source>
        <translation>PDF files (*.pdf)</translation>
    </message>
    <message>
        <source>没有签名</source>
        <translation>No signatures</translation>
    </message>
    <message>
        <source>全部签名有效</source>
        <translation>All signatures are valid</translation>
    </message>
    <message>
        <source>存在问题</source>
        <translation>There are problems</translation>
    </message>
    <message>
        <source>保存报告</source>
        <translation>Save report</translation>
    </message>
    <message>
        <source>延长有效期</source>
        <translation>Extend validity</translation>
    </message>
    <message>
        <source>签署此文件</source>
        <translation>Sign this file</translation>
    </message>
</context>
<context>
    <name>Viewfinder</name>
    <message>
        <source>摄像头画面</source>
        <translation>Camera picture</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>下一步</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>选择交易平台</source>
        <translation>Trading platform</translation>
    </message>
    <message>
        <source>隐私协议</source>
        <translation>Privacy</translation>
    </message>
    <message>
        <source>同意</source>
        <translation>Agree</translation>
    </message>
    <message>
        <source>在线签署</source>
        <translation>Sign the form</translation>
    </message>
    <message>
        <source>完成签署</source>
        <translation>Finish signing</translation>
    </message>
    <message>
        <source>开票信息</source>
        <translation>Invoice</translation>
    </message>
    <message>
        <source>申请人授权</source>
        <translation>Applicant&apos;s authorisation</translation>
    </message>
    <message>
        <source>支付</source>
        <translation>Payment</translation>
    </message>
    <message>
        <source>完成</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>选择证书</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>上传附件</source>
        <translation>Attachment</translation>
    </message>
    <message>
        <source>确认上传，下一步</source>
        <translation>Upload and continue</translation>
    </message>
    <message>
        <source>确认信息</source>
        <translation>Confirm data</translation>
    </message>
    <message>
        <source>确认无误，下一步</source>
        <translation>All correct, continue</translation>
    </message>
    <message>
        <source>选择员工</source>
        <translation>Employee</translation>
    </message>
    <message>
        <source>签署委托书</source>
        <translation>Deed</translation>
    </message>
    <message>
        <source>确认上传，提交</source>
        <translation>Upload and submit</translation>
    </message>
</context>
<context>
    <name>WizardPage</name>
    <message>
        <source>上一步</source>
        <translation>Back</translation>
    </message>
</context>
</TS>
